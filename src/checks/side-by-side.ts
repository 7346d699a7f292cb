import { formatRatio } from '../base/units.ts';
import type { Check, CheckTrial } from '../model/documents/check.ts';
import type { Observation } from '../model/trial/observation.ts';
import { enoughCores } from '../stats/verdict.ts';
import { causesSaid, deathsSaid, fail, figures, inconclusive, isExcused, pass } from './verdict.ts';

/** Whether workers that only compute want, and get, cores at the same time: R + D decides, which neighbours don't change. */
function sideBySide(id: CheckTrial, what: string): Check {
  return {
    id,
    title: `${what} run in parallel`,
    trial: id,
    judge(evidence) {
      const trial = evidence.trials[id] as Observation;
      const { r, d, kind, workers } = trial;
      const enough = enoughCores(workers.length);
      const seen = {
        expected: `busy + queued at least ${formatRatio(enough)} cores`,
        observed: `${figures(trial)}, ${kind ?? 'unknown'}`,
      };
      const deaths = deathsSaid(trial);
      if (deaths !== null) return fail(seen, deaths);
      if (workers.length < 2) return inconclusive(seen, 'one worker: parallelism needs two');
      if (evidence.setting.cpus.length < 2)
        return inconclusive(seen, 'one usable CPU: nothing can run in parallel');
      if (r === null || d === null)
        return inconclusive(seen, 'the kernel doesn’t report how long threads run');
      if (kind === 'PARALLEL') return pass(seen, 'they ran at the same time');
      if (r + d >= enough)
        return pass(seen, `they were ready to run at the same time; ${causesSaid(trial)}`, trial.causes);
      if (isExcused(evidence, id)) return inconclusive(seen, causesSaid(trial), trial.causes);
      return fail(seen, 'they did not want that many cores at the same time');
    },
  };
}

export const threads = sideBySide('threads', 'threads');
export const processes = sideBySide('processes', 'processes');
