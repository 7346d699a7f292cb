import { THRESHOLDS } from '../../../stats/thresholds.ts';
import type { RunContext } from '../../run-context.ts';
import type { Compared } from '../compare.ts';
import { interleave } from '../interleave.ts';
import { judgeComparison } from '../judge/judge-comparison.ts';
import { type Gate, regressionsOf } from '../judge/judge-gate.ts';
import { seriesNotices } from '../notices.ts';
import type { SeriesRules } from '../rules.ts';
import type { CommandCandidate } from './candidate.ts';
import { type CommandRules, CommandRuns } from './command-runs.ts';
import { middleRuns } from './seen-run.ts';

export interface CompareCommandsRequest {
  /** The first is the one that speed-ups are against. */
  readonly candidates: readonly CommandCandidate[];
  readonly about: CommandCandidate['work']['about'];
  readonly how: CommandRules;
  readonly rules: SeriesRules;
  readonly margin: number;
  readonly gate: Gate | null;
  readonly context: RunContext;
}

/**
 * Commands, interleaved.
 * @throws ConcurError (USER_CODE) where one fails
 */
export async function compareCommands(request: CompareCommandsRequest): Promise<Compared> {
  const { candidates, about, how, rules, margin, gate, context } = request;
  const { seed } = context;
  const runs = new CommandRuns(how, context);
  try {
    const series = await interleave({
      title: candidates.map(({ label }) => label).join(' | '),
      candidates,
      rules,
      context,
      warmUp: () => runs.warmUp(candidates),
      runOnce: (candidate, at) => runs.runOnce(candidate, at),
    });
    const judged = judgeComparison(candidates, { ...series, digests: {} }, { margin, seed });
    return {
      workload: about,
      seed,
      ...judged,
      thresholds: THRESHOLDS,
      regressions: regressionsOf(judged, gate, seed),
      warnings: [...seriesNotices(series, [{ about }], context.cpus.length), ...runs.notices()],
      programs: middleRuns(runs.seen, ({ label }) => label),
    };
  } finally {
    runs.close();
  }
}
