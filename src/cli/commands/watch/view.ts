import { dockedView, heartbeatView, NO_VIEW, type WatchView } from '../../../report/live/watch/views.ts';
import { stderrScreen } from '../../../report/screen/stderr-screen.ts';
import { mayAnimate, stderrFacts } from '../../../report/screen/stream-facts.ts';
import type { TypedOptions } from '../../options/table.ts';
import { stderrStyle } from '../../output/stream-style.ts';
import type { Stage } from '../../program/stage.ts';
import type { TerminalGuard } from './guard.ts';

/** How a watched program is shown: rows on a terminal, a line now and then elsewhere, nothing when asked for nothing. */
export async function chooseWatchView(
  options: TypedOptions,
  { notify: write }: Stage,
  guard: TerminalGuard | null,
): Promise<WatchView> {
  if (options.quiet === true || options.progress === false) return NO_VIEW;
  const { palette } = await stderrStyle(options.color);
  if (!mayAnimate(stderrFacts(), process.env)) return heartbeatView(write, palette);
  return dockedView(stderrScreen(write), palette, (undo) => guard?.undoWith(undo));
}
