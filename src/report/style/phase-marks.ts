import type { Manner } from '../../model/phases.ts';
import type { Colors } from './output-style.ts';
import type { WaitPattern } from './wait-marks.ts';

/** How a phase is drawn: a letter everywhere; beside it a terminal’s colour, or a page’s colour and pattern. */
export interface PhaseMark {
  readonly letter: string;
  readonly color: keyof Colors;
  /** Which of the page’s colours, from 1. */
  readonly series: number;
  readonly pattern: WaitPattern;
}

export const PHASE_MARKS: Readonly<Record<Manner, PhaseMark>> = {
  serial: { letter: 'S', color: 'yellow', series: 2, pattern: 'solid' },
  parallel: { letter: 'P', color: 'green', series: 3, pattern: 'solid' },
  starved: { letter: 'Q', color: 'red', series: 6, pattern: 'dots' },
  'one-at-a-time': { letter: 'O', color: 'red', series: 6, pattern: 'solid' },
  waiting: { letter: 'W', color: 'dim', series: 8, pattern: 'solid' },
  mixed: { letter: 'M', color: 'cyan', series: 5, pattern: 'rising' },
};

/** The letter of a phase; that of one without a verdict is a question mark. */
export function phaseLetter(manner: Manner | null): string {
  return manner === null ? '?' : PHASE_MARKS[manner].letter;
}
