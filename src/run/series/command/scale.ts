import { THRESHOLDS } from '../../../stats/thresholds.ts';
import type { RunContext } from '../../run-context.ts';
import { subjectOf } from '../candidate.ts';
import { interleave } from '../interleave.ts';
import { type JudgedScaling, judgeScaling } from '../judge/judge-scaling.ts';
import type { ScaleReason } from '../judge/scale-reason.ts';
import { seriesNotices } from '../notices.ts';
import type { SeriesRules } from '../rules.ts';
import { type Scaled, thinLaw } from '../scale.ts';
import { aloneIn } from './alone.ts';
import type { CommandCandidate } from './candidate.ts';
import { type CommandRules, CommandRuns } from './command-runs.ts';
import { middleRuns } from './seen-run.ts';

export interface ScaleCommandRequest {
  /** Ascending by their numbers of workers, the first of them one. */
  readonly candidates: readonly CommandCandidate[];
  /** What they are all together, `{w}` in place of the number. */
  readonly about: CommandCandidate['work']['about'];
  readonly how: CommandRules;
  readonly rules: SeriesRules;
  readonly predictFor: readonly number[];
  readonly context: RunContext;
}

/**
 * A command with different numbers of workers, interleaved.
 * @throws ConcurError (USER_CODE) where it fails
 */
export async function scaleCommand(request: ScaleCommandRequest): Promise<Scaled> {
  const { candidates, about, how, rules, predictFor, context } = request;
  const runs = new CommandRuns(how, context);
  try {
    const series = await interleave({
      title: `${about.name}: ${candidates.map(({ workers }) => workers).join(', ')} workers`,
      candidates,
      rules,
      context,
      warmUp: () => runs.warmUp(candidates),
      runOnce: (candidate, at) => runs.runOnce(candidate, at),
    });
    const usableCpus = context.cpus.length;
    const effectiveCpus = Math.min(context.machine.effectiveCpus, usableCpus);
    const { isComplete } = series;
    const { seed } = context;
    const limits = { effectiveCpus, usableCpus, predictFor, isComplete, seed };
    const judged = judgeScaling(series.runs, limits);
    const programs = middleRuns(runs.seen, ({ workers }) => workers);
    const work = { about, runtime: null, revision: null };
    return {
      workload: about,
      engine: 'command',
      subject: subjectOf({ engine: 'command', python: null }, work),
      seed,
      ...judged,
      reason: withAlone(judged, programs),
      thresholds: THRESHOLDS,
      warnings: [
        ...seriesNotices(series, [work], usableCpus),
        ...thinLaw(judged, effectiveCpus),
        ...runs.notices(),
      ],
      programs,
    };
  } finally {
    runs.close();
  }
}

/** The reason, with what one thread did alone at the number that is recommended. */
function withAlone({ reason }: JudgedScaling, programs: Scaled['programs']): ScaleReason {
  if (reason.kind !== 'reached' || reason.workers === 1) return reason;
  const seen = programs.get(reason.workers);
  const alone = seen === undefined ? null : aloneIn(seen);
  if (alone === null || alone.share < THRESHOLDS.toldAlone) return reason;
  return { ...reason, alone: { ...alone, workers: reason.workers } };
}
