import type { Cause, LockCause } from '../../model/cause.ts';
import { ENGINES, type EngineName } from '../../model/engines/engines.ts';
import type { Observation, WorkerRecord } from '../../model/trial/observation.ts';
import { switchesPerSecond } from '../../stats/busy-threads.ts';
import { lifeOf } from '../../stats/parallelism.ts';
import { causesOf } from '../causes.ts';

/** What held a trial's workers back, where they were. */
export function trialCauses(
  trial: Pick<Observation, 'kind' | 'workers' | 'r' | 'd' | 'conditions'>,
  cpus: number,
  quotaCpus: number | null,
): Cause[] {
  if (trial.kind === 'SERIALISED') return [lockBetween(trial.workers)];
  return trial.kind === 'STARVED' || trial.kind === 'MIXED' ? causesOf(trial, cpus, quotaCpus) : [];
}

function lockBetween(workers: readonly WorkerRecord[]): LockCause {
  return {
    kind: 'lock',
    switchesPerSecond: switchesPerSecond(workers.map(lifeOf)),
    between: partiesOf(workers),
  };
}

function partiesOf(workers: readonly WorkerRecord[]): LockCause['between'] {
  if (workers.every(({ engine }) => sharesInterpreter(engine))) return 'python-threads';
  return new Set(workers.map(({ pid }) => pid)).size > 1 ? 'processes' : 'threads';
}

function sharesInterpreter(engine: EngineName): boolean {
  const { runtime, home } = ENGINES[engine];
  return runtime === 'python' && home === 'one-process';
}
