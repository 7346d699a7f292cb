import { type Clock, MonotonicClock } from '../base/time/clock.ts';
import { Sysroot } from '../machine/sysroot.ts';
import type { Machine } from '../model/machine/machine.ts';
import type { Emit } from '../model/trial/events.ts';

/** What a run happens in: given once, the same for all of its trials. */
export interface RunContext {
  readonly machine: Machine;
  readonly sysroot: Sysroot;
  readonly clock: Clock;
  readonly epochNs: bigint;
  /** The CPUs that the run was given. */
  readonly cpus: readonly number[];
  readonly seed: number;
  readonly emit: Emit;
  /** Aborted when the run is to end early; its reason says why. */
  readonly signal: AbortSignal;
  /** The environment of child processes. */
  readonly env: NodeJS.ProcessEnv;
}

/** The context of a run on the real machine, in real time. @param clock one for all contexts of a run, so that their times can be compared */
export function makeRunContext(
  given: Omit<RunContext, 'sysroot' | 'clock' | 'epochNs'>,
  clock: MonotonicClock = new MonotonicClock(),
): RunContext {
  return { ...given, clock, epochNs: clock.epochNs, sysroot: new Sysroot() };
}
