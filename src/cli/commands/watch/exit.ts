import { listOf } from '../../../base/units.ts';
import type { CommandEnd } from '../../../model/documents/command-run.ts';
import type { Exit } from '../../../model/documents/report.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import { isTooShort, wantsCoresAtOnce } from '../../../stats/verdict.ts';
import { EXIT } from '../../exit-codes.ts';
import type { InconclusiveMode } from '../../options/parse/values.ts';
import type { TypedOptions } from '../../options/table.ts';
import { inconclusiveExit, outcomeExit } from '../../outcome-exit.ts';
import { exitCodeOf } from './pass-signals.ts';

/** How a watch exits: as what it watched did, by what was required of it, or by our verdict, unless the watch itself was ended. */
export function watchExit(
  body: Pick<WatchReport, 'kind' | 'durationNs' | 'end' | 'pid' | 'requirements'>,
  ended: Exit | null,
  { exitVerdict, requirements, inconclusive = '3' }: TypedOptions,
): Exit {
  const exit = ended ?? (body.end === null ? goneExit(body.pid) : commandExit(body.end));
  if (exitVerdict === true) return verdictExit(body, exit, inconclusive);
  // A command that failed has failed, whatever it did until then.
  if (requirements === undefined || exit.code !== EXIT.ok) return exit;
  return outcomeExit(body.requirements, inconclusive, 'every requirement is met');
}

/** Of a process that wasn't ours: what it ended with is not ours to know. */
export function goneExit(pid: number): Exit {
  return { code: EXIT.ok, reason: `process ${pid} has ended` };
}

function commandExit(end: CommandEnd): Exit {
  const how = end.signal === null ? `ended with ${end.code}` : `was ended by ${end.signal}`;
  return { code: exitCodeOf(end), reason: `the command ${how}` };
}

/** `--exit-verdict`: our verdict in place of the command’s exit code, unless the watch itself was ended. */
export function verdictExit(
  { kind, durationNs }: Pick<WatchReport, 'kind' | 'durationNs'>,
  exit: Exit,
  mode: InconclusiveMode = '3',
): Exit {
  if (exit.code === EXIT.timedOut) return exit;
  if (isTooShort(durationNs)) {
    return inconclusiveExit(`${kind ?? 'unknown'}, but the watch was too short for a verdict`, mode);
  }
  if (wantsCoresAtOnce(kind)) return { code: EXIT.ok, reason: `${kind}: the program is parallel` };
  if (kind === 'SERIALISED') return { code: EXIT.fails, reason: `${kind}: the program is not parallel` };
  const unknown = listOf(['WAITING', 'MIXED'], 'or');
  return inconclusiveExit(`${kind ?? 'unknown'}: ${unknown} decides neither`, mode);
}
