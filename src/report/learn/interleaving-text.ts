import type { Interleaving } from '../../model/interleaving.ts';
import { table, wrap } from '../style/layout.ts';
import type { OutputStyle } from '../style/output-style.ts';

const COLUMNS = [
  { title: 'step', align: 'left' },
  { title: 'A has', align: 'right' },
  { title: 'B has', align: 'right' },
  { title: 'counter', align: 'right' },
] as const;

/** What there is to choose. */
export function orderLines({ palette, width }: OutputStyle): string[] {
  const task =
    'Threads A and B each add 1 to the same counter, which is 0. That takes each thread three steps: it loads the counter, adds 1 to what it has, and stores the sum. Choose the order of the six steps. Can you lose an addition?';
  return wrap(palette.text(task), width);
}

/** The chosen order, step by step, and what became of the two additions. */
export function interleavingLines(
  { steps, counter }: Interleaving,
  { palette, width }: OutputStyle,
): string[] {
  const rows = steps.map(({ thread, step, registers, counter: now }) => [
    `${thread}: ${step}`,
    `${registers.A ?? '-'}`,
    `${registers.B ?? '-'}`,
    `${now}`,
  ]);
  const ended =
    counter === 2
      ? 'Both additions count: nobody loaded between another’s load and store.'
      : 'One addition is lost: both loaded the same number.';
  const lines = [
    ...table(COLUMNS, rows, width),
    ...wrap(`${ended} How often does the kernel do that?`, width),
  ];
  return lines.map(palette.text);
}
