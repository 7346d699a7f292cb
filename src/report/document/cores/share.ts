import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { Facts, Section } from '../section.ts';

export function shareFacts(_report: CoresReport): Facts['facts'] {
  return [];
}

export function shareSections(_report: CoresReport): Section[] {
  return [];
}
