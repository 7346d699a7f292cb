import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { Facts, Section } from '../section.ts';

export function processFacts(_report: CoresReport): Facts['facts'] {
  return [];
}

export function processSections(_report: CoresReport): Section[] {
  return [];
}
