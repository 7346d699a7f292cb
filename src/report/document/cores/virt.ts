import type { CoresReport } from '../../../model/documents/cores-report.ts';
import { virtWords } from '../../words/cores/virt.ts';
import type { Facts, Section } from '../section.ts';

/** What the machine is a part of, where anything says so. */
export function virtFacts({ virt, machine }: CoresReport): Facts['facts'] {
  const words = virtWords(virt, machine?.isVirtual ?? null);
  return words === null ? [] : [['Virtual', words]];
}

export function virtSections(_report: CoresReport): Section[] {
  return [];
}
