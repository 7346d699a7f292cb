import type { CoresReport } from '../../../model/documents/cores-report.ts';
import { commandWords, namespaceWords, numaWords, toldWords } from '../../words/cores/process.ts';
import { paragraph } from '../parts.ts';
import type { Facts, Section } from '../section.ts';

/** What the process was told, and what it lives in; nothing where it is our own. */
export function processFacts({ process }: CoresReport): Facts['facts'] {
  if (process === null) return [];
  return [
    ['Told', ...toldWords(process)],
    ['Threads', process.threads === null ? 'unknown' : `${process.threads}`],
    ['Namespaces', namespaceWords(process)],
    ['NUMA', numaWords(process)],
    ...(process.unread.length === 0 ? [] : [['Not read', ...process.unread] as const]),
  ];
}

/** What runs there; the title has its ID and its name. */
export function processSections({ process }: CoresReport): Section[] {
  if (process === null) return [];
  return [paragraph(commandWords(process), 'Command')];
}
