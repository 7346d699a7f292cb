import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { Facts, Section } from '../section.ts';

export function pressureFacts(_report: CoresReport): Facts['facts'] {
  return [];
}

export function pressureSections(_report: CoresReport): Section[] {
  return [];
}
