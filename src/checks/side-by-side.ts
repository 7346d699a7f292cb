import type { Check, CheckTrial } from '../model/check/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { enoughCores } from '../stats/verdict.ts';
import { fail, failedWorkers, inconclusive, isExcused, pass, type Seen } from './verdict.ts';

/** Whether workers that only compute want, and get, cores at the same time: R + D decides, which neighbours don't change. */
function sideBySide(id: CheckTrial, what: string): Check {
  return {
    id,
    title: `${what} run in parallel`,
    trial: id,
    judge(evidence) {
      const trial = evidence.trials[id] as Observation;
      const { r, d, kind, workers, causes } = trial;
      const enough = enoughCores(workers.length);
      const seen: Seen = {
        expected: { kind: 'cores-wanted', atLeast: enough },
        observed: { kind: 'figures-first', trial: kind, r, d },
      };
      const failed = failedWorkers(trial);
      if (failed !== null) return fail(seen, failed);
      if (workers.length < 2) return inconclusive(seen, 'one-worker');
      if (evidence.setting.cpus.length < 2) return inconclusive(seen, 'one-usable-cpu');
      if (kind === 'PARALLEL') return pass(seen, 'ran-at-once');
      if (r === null || d === null) return inconclusive(seen, 'no-schedstat');
      if (r + d >= enough) return pass(seen, { kind: 'ready-at-once', causes }, causes);
      if (isExcused(evidence, id)) return inconclusive(seen, { kind: 'causes', causes }, causes);
      return fail(seen, 'not-wanted-at-once');
    },
  };
}

export const threads = sideBySide('threads', 'threads');
export const processes = sideBySide('processes', 'processes');
