import { MonotonicClock } from '../../../base/time/clock.ts';
import { formatNs } from '../../../base/units.ts';
import { Sysroot } from '../../../machine/sysroot.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import { dockedView, heartbeatView, NO_VIEW, type WatchView } from '../../../report/live/watch/views.ts';
import { mayAnimate, stderrFacts, stderrScreen } from '../../../report/screen/stream-facts.ts';
import type { Follower } from '../../../run/watch/follow/follower.ts';
import { RecentTimes } from '../../../run/watch/follow/recent.ts';
import { type SeenProgram, type Target, watchProgram } from '../../../run/watch/watch-program.ts';
import { EXIT } from '../../exit-codes.ts';
import type { TypedOptions } from '../../options/table.ts';
import { stderrStyle } from '../../output/text-outlet.ts';
import type { Asked } from '../../program/command.ts';
import type { Stage } from '../../program/stage.ts';
import type { TerminalGuard } from './guard.ts';
import { pauseOnStop } from './pass-signals.ts';

/** 20 samples a second. */
export const INTERVAL_MS = 50;

/** What came of a watch. */
export interface Watched {
  readonly pid: number;
  readonly seen: SeenProgram;
  readonly end: CommandEnd | null;
}

/** Samples a program, and shows what is seen, until it is gone or the signal comes. */
export function sampleProgram(
  target: Target,
  view: WatchView,
  signal: AbortSignal,
  { machine, options }: Pick<Asked, 'machine' | 'options'>,
  onSample: (follower: Follower) => void = () => {},
): Promise<SeenProgram> {
  const recent = new RecentTimes();
  pauseOnStop(() => view.pause());
  return watchProgram({
    target,
    intervalMs: options.interval ?? INTERVAL_MS,
    sysroot: new Sysroot(),
    clock: new MonotonicClock(),
    cpus: machine.allowedCpus,
    signal,
    onSample(follower, atNs) {
      onSample(follower);
      view.update(() => recent.of(follower.living()), atNs / 1e6);
    },
  });
}

/** Ends a watch when `--for` is over: that was what it was asked for. @returns what cancels it */
export function endAfter(ms: number | undefined, stage: Stage): () => void {
  if (ms === undefined) return () => {};
  const reason = `--for: ${formatNs(ms * 1e6)} were over`;
  const timer = setTimeout(() => stage.end({ code: EXIT.ok, reason }), ms);
  return () => clearTimeout(timer);
}

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
