import type { CheckOutcome } from '../model/check/finding.ts';
import type { Exit } from '../model/documents/report.ts';
import { outcomeOfChecks } from '../stats/outcome-of-checks.ts';
import { EXIT } from './exit-codes.ts';
import type { InconclusiveMode } from './options/parse/values.ts';

/** Something that was checked, with its reason in words. */
interface Checked {
  readonly id: string;
  readonly outcome: CheckOutcome;
  readonly because: string;
}

/**
 * What it means to a script that all of these were checked.
 * @param mode what an inconclusive end counts as
 * @param passed the reason where all pass
 */
export function outcomeExit(checks: readonly Checked[], mode: InconclusiveMode, passed: string): Exit {
  const outcome = outcomeOfChecks(checks);
  if (outcome === 'pass') return { code: EXIT.ok, reason: passed };
  const those = checks.filter((check) => check.outcome === outcome);
  const reason = those.map(({ id, because }) => `${id}: ${because}`).join('; ');
  return outcome === 'fail'
    ? { code: EXIT.fails, reason }
    : inconclusiveExit(`inconclusive: ${reason}`, mode);
}

/** What it means where nothing can be said. */
export function inconclusiveExit(reason: string, mode: InconclusiveMode): Exit {
  return { code: { pass: EXIT.ok, fail: EXIT.fails, 3: EXIT.inconclusive }[mode], reason };
}
