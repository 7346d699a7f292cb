import { listOf } from '../../base/units.ts';
import type { Kind } from '../../model/observation.ts';
import type { Exit } from '../../model/report.ts';
import type { WatchReport } from '../../model/watch.ts';
import { THRESHOLDS } from '../../stats/thresholds.ts';
import { EXIT } from '../exit-codes.ts';

/** Code that is parallel is parallel, whatever it got: that a machine starves it is no fault of the program’s. */
const PARALLEL: readonly (Kind | null)[] = ['PARALLEL', 'STARVED'];

/** `--exit-verdict`: our verdict in place of the command’s exit code, unless the watch itself was ended. */
export function verdictExit(
  { kind, durationNs }: Pick<WatchReport, 'kind' | 'durationNs'>,
  exit: Exit,
): Exit {
  if (exit.code === EXIT.timedOut) return exit;
  if (durationNs < THRESHOLDS.shortestTrialNs) {
    return { code: EXIT.inconclusive, reason: `${kind ?? 'unknown'}, but too short to say anything` };
  }
  if (PARALLEL.includes(kind)) return { code: EXIT.ok, reason: `${kind}: the program is parallel` };
  if (kind === 'SERIALISED') return { code: EXIT.fails, reason: `${kind}: the program is not parallel` };
  const unknown = listOf(['WAITING', 'MIXED'], 'or');
  return { code: EXIT.inconclusive, reason: `${kind ?? 'unknown'}: ${unknown} says neither` };
}
