import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { Facts, Section } from '../section.ts';

export function memoryFacts(_report: CoresReport): Facts['facts'] {
  return [];
}

export function memorySections(_report: CoresReport): Section[] {
  return [];
}
