import { MonotonicClock } from '../../base/clock.ts';
import { formatNs } from '../../base/units.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Machine } from '../../model/machine.ts';
import type { Exit } from '../../model/report.ts';
import type { CommandEnd } from '../../model/watch.ts';
import type { WatchView } from '../../report/live/watch/views.ts';
import type { Follower } from '../../run/watch/follower.ts';
import { RecentShares } from '../../run/watch/recent.ts';
import { type SeenProgram, type Target, watchProgram } from '../../run/watch/watch-program.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import type { TypedOptions } from '../typed-options.ts';
import { pauseOnStop } from './pass-signals.ts';

/** 20 looks a second. */
export const INTERVAL_MS = 50;

/** What came of a watch. */
export interface Watched {
  readonly pid: number;
  readonly seen: SeenProgram;
  readonly end: CommandEnd | null;
  readonly exit: Exit;
}

/** Where a watch takes place. */
export interface Place {
  readonly machine: Machine;
  readonly options: TypedOptions;
  readonly output: Output;
}

/** Looks at a program, and shows what is seen, until it is gone or the signal comes. */
export function look(
  target: Target,
  view: WatchView,
  signal: AbortSignal,
  { machine, options }: Pick<Place, 'machine' | 'options'>,
  onLook: (follower: Follower) => void = () => {},
): Promise<SeenProgram> {
  const recent = new RecentShares();
  pauseOnStop(() => view.pause());
  return watchProgram({
    target,
    intervalMs: options.interval ?? INTERVAL_MS,
    sysroot: new Sysroot(),
    clock: new MonotonicClock(),
    cpus: machine.allowedCpus,
    signal,
    onLook(follower, atNs) {
      onLook(follower);
      view.look(() => recent.of(follower.living()), atNs / 1e6);
    },
  });
}

/** How a watch exits that `--for` has ended: that was what it was asked for. */
export function forExit(ms: number | undefined): Exit {
  return { code: EXIT.ok, reason: `--for: ${formatNs((ms ?? 0) * 1e6)} were over` };
}
