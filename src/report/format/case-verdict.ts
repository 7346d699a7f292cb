import type { ReportDocument } from '../document/document.ts';
import type { Case } from '../document/section.ts';

/** What a test runner calls a case. */
export type CaseVerdict = 'passed' | 'failed' | 'skipped';

/** Whether what nobody knows was asked to count as a failure. */
export function isOpenFailure({ report }: ReportDocument): boolean {
  return report.options.inconclusive === 'fail';
}

/** @param openFails whether an inconclusive case is a failure */
export function verdictOnCase({ outcome }: Case, openFails: boolean): CaseVerdict {
  if (outcome === 'holds' || outcome === 'pass') return 'passed';
  if (outcome === 'fails' || outcome === 'fail') return 'failed';
  return outcome === 'inconclusive' && openFails ? 'failed' : 'skipped';
}

/** What is known of a case, by its name; a reason where it has one of its own. */
export function caseDetails({ expected, observed, because }: Case): [name: string, value: string][] {
  const reason: [string, string][] = because === null ? [] : [['because', because]];
  return [['expected', expected], ['observed', observed], ...reason];
}

/** Why a case is what it is. */
export function reasonOf({ because, expected, observed }: Case): string {
  return because ?? `expected ${expected}, observed ${observed}`;
}
