import { listOf } from '../../base/units.ts';
import type { Exit } from '../../model/report.ts';
import type { WatchReport } from '../../model/watch.ts';
import { isTooShort, wantsCoresAtOnce } from '../../stats/verdict.ts';
import { EXIT } from '../exit-codes.ts';

/** `--exit-verdict`: our verdict in place of the command’s exit code, unless the watch itself was ended. */
export function verdictExit(
  { kind, durationNs }: Pick<WatchReport, 'kind' | 'durationNs'>,
  exit: Exit,
): Exit {
  if (exit.code === EXIT.timedOut) return exit;
  if (isTooShort(durationNs)) {
    return { code: EXIT.inconclusive, reason: `${kind ?? 'unknown'}, but too short to say anything` };
  }
  if (wantsCoresAtOnce(kind)) return { code: EXIT.ok, reason: `${kind}: the program is parallel` };
  if (kind === 'SERIALISED') return { code: EXIT.fails, reason: `${kind}: the program is not parallel` };
  const unknown = listOf(['WAITING', 'MIXED'], 'or');
  return { code: EXIT.inconclusive, reason: `${kind ?? 'unknown'}: ${unknown} says neither` };
}
