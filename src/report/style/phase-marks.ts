import type { Manner } from '../../model/phases.ts';
import type { Mark } from './wait-marks.ts';

/** How a phase is drawn: as blocked time is. */
export const PHASE_MARKS: Readonly<Record<Manner, Mark>> = {
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
