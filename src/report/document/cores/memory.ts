import { formatBytes } from '../../../base/units.ts';
import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { MemoryLimit } from '../../../model/machine/memory.ts';
import { availableWords, memoryWords } from '../../words/cores/memory.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Facts, Section } from '../section.ts';

const LIMIT_COLUMNS: readonly FigureColumn<MemoryLimit>[] = [
  { title: 'memory limit', align: 'left', cell: ({ source }) => source },
  { title: 'bytes', align: 'right', cell: ({ bytes }) => formatBytes(bytes) },
  { title: 'used', align: 'right', cell: ({ usedBytes }) => formatBytes(usedBytes) },
  { title: 'read from', align: 'left', wraps: true, cell: ({ path }) => ({ code: path }) },
];

export function memoryFacts({ memory }: CoresReport): Facts['facts'] {
  if (memory === null) return [];
  const available = availableWords(memory);
  return [
    ['Memory', memoryWords(memory)],
    ...(available === null ? [] : [['Available', available] as const]),
  ];
}

/** Each limit, where there are several, or one that can’t be read. */
export function memorySections({ memory }: CoresReport): Section[] {
  const limits = memory?.limits ?? [];
  const isTold = limits.length > 1 || limits.some(({ bytes }) => bytes === null);
  return isTold ? tableOf('Memory limits', LIMIT_COLUMNS, limits) : [];
}
