import type { CheckOutcome } from '../model/check/finding.ts';

/** One failed check fails them all; otherwise one open check leaves all of them open. */
export function outcomeOfChecks(checks: readonly { readonly outcome: CheckOutcome }[]): CheckOutcome {
  if (checks.some(({ outcome }) => outcome === 'fail')) return 'fail';
  return checks.length === 0 || checks.some(({ outcome }) => outcome === 'inconclusive')
    ? 'inconclusive'
    : 'pass';
}
