import type { CheckOutcome } from '../../../model/check/finding.ts';
import type { CheckResult } from '../../../model/documents/check.ts';
import type { Exit } from '../../../model/documents/report.ts';
import { EXIT } from '../../exit-codes.ts';
import type { InconclusiveMode } from '../../options/parse/values.ts';

/** One failed check fails them all; otherwise one open check leaves all of them open. */
export function outcomeOfChecks(checks: readonly Pick<CheckResult, 'outcome'>[]): CheckOutcome {
  if (checks.some(({ outcome }) => outcome === 'fail')) return 'fail';
  return checks.length === 0 || checks.some(({ outcome }) => outcome === 'inconclusive')
    ? 'inconclusive'
    : 'pass';
}

/**
 * What the checks mean to a script.
 * @param ended how the run was ended early, or null
 * @param mode what an inconclusive end counts as
 */
export function checkExit(
  checks: readonly CheckResult[],
  ended: Exit | null,
  mode: InconclusiveMode | undefined,
): Exit {
  if (ended !== null) return ended;
  const outcome = outcomeOfChecks(checks);
  if (outcome === 'pass') return { code: EXIT.ok, reason: 'every check passes' };
  const those = checks.filter((check) => check.outcome === outcome);
  const reason = those.map(({ id, because }) => `${id}: ${because}`).join('; ');
  if (outcome === 'fail') return { code: EXIT.fails, reason };
  const code = mode === undefined ? EXIT.inconclusive : { pass: EXIT.ok, fail: EXIT.fails }[mode];
  return { code, reason: `inconclusive: ${reason}` };
}
