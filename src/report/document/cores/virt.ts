import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { Facts, Section } from '../section.ts';

export function virtFacts(_report: CoresReport): Facts['facts'] {
  return [];
}

export function virtSections(_report: CoresReport): Section[] {
  return [];
}
