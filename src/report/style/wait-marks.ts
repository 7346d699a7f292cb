import type { WaitKind } from '../../model/waits.ts';
import type { Colors } from './output-style.ts';

/** How a colour of a page is told from the same one in another meaning. */
type Pattern = 'solid' | 'dots' | 'rising';

/** How a stretch of time is drawn: a letter everywhere; beside it a terminal’s colour, or a page’s colour and pattern. */
export interface Mark {
  readonly letter: string;
  readonly color: keyof Colors;
  /** Which of the page’s colours, from 1. */
  readonly series: number;
  readonly pattern: Pattern;
}

/** How blocked time is drawn. */
export const WAIT_MARKS: Readonly<Record<WaitKind, Mark>> = {
  lock: { letter: 'L', color: 'red', series: 6, pattern: 'solid' },
  sleep: { letter: 'S', color: 'dim', series: 8, pattern: 'solid' },
  eventLoop: { letter: 'E', color: 'dim', series: 8, pattern: 'dots' },
  read: { letter: 'R', color: 'cyan', series: 5, pattern: 'solid' },
  write: { letter: 'W', color: 'cyan', series: 3, pattern: 'solid' },
  disk: { letter: 'D', color: 'cyan', series: 4, pattern: 'solid' },
  child: { letter: 'C', color: 'dim', series: 7, pattern: 'solid' },
  fileLock: { letter: 'F', color: 'red', series: 6, pattern: 'dots' },
  fault: { letter: 'P', color: 'cyan', series: 4, pattern: 'dots' },
  ioUring: { letter: 'U', color: 'cyan', series: 3, pattern: 'dots' },
  stopped: { letter: 'T', color: 'dim', series: 7, pattern: 'dots' },
  other: { letter: 'O', color: 'dim', series: 8, pattern: 'rising' },
};
