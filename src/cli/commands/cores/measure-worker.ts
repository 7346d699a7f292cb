import { ConcurError } from '../../../base/errors/errors.ts';
import type { EngineName } from '../../../model/engines/engines.ts';
import type { Machine } from '../../../model/machine/machine.ts';
import type { UnitWork } from '../../../run/series/candidate.ts';
import { engineEntries } from '../../../run/series/request/choose-entries.ts';
import { chooseRunners } from '../../../run/series/request/choose-runners.ts';
import { runCandidate } from '../../../run/series/run-candidate.ts';
import { readSource } from '../../options/own-function.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { Stage } from '../../program/stage.ts';
import { chooseWork } from '../series/choose-work.ts';
import { checkTimeout } from '../series/run-series.ts';

/** One process of its own, whose memory the kernel counts apart. */
const ENGINE: EngineName = 'processes';

/** Nothing is timed, and what the function keeps of each call would count: it isn’t called again and again. */
const NO_WARM_UP_MS = 0;

/** One call after the cold one, unless inputs say how many. */
export function chooseWorkerWork(typed: string, options: TypedOptions): Promise<UnitWork> {
  const calls = options.input === undefined ? { units: 1 } : {};
  return chooseWork(readSource(typed), { ...options, ...calls });
}

/**
 * The memory of one worker that has called the function: its Pss, in bytes, by /proc/PID/smaps_rollup.
 * @returns null when it was stopped before its end
 * @throws ConcurError where the function fails, hangs or isn't there, or the kernel doesn't tell
 */
export async function measureWorker(work: UnitWork, machine: Machine, stage: Stage): Promise<number | null> {
  const [entry] = engineEntries(chooseRunners([ENGINE], work).runners.slice(0, 1), work);
  if (entry === undefined) throw new Error(`no engine can do ${work.about.name}`);
  const context = await stage.runContext({ machine, cpus: machine.allowedCpus, seed: 1 });
  const layout = { cpus: machine.allowedCpus, pin: 'none', warmUpMs: NO_WARM_UP_MS } as const;
  const place = { round: 1, turn: 1, index: 0 };
  const ran = await runCandidate({ ...entry, workers: 1 }, place, { layout, context });
  checkTimeout(stage.ended(), [], work, false);
  if (ran === null) return null;
  const { pssBytesPerWorker } = ran.run;
  if (pssBytesPerWorker !== null && pssBytesPerWorker > 0) return pssBytesPerWorker;
  throw new ConcurError(
    'CAPABILITY_MISSING',
    `the memory of a worker of ${work.place ?? work.about.name} is unknown: the kernel has no Pss of it (/proc/PID/smaps_rollup)`,
    { hint: 'Say what a worker takes: --per-worker 2GB.' },
  );
}
