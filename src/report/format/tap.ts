import { withoutCommands } from '../../base/text/commands.ts';
import { jsonText } from '../../base/text/json-text.ts';
import { printable } from '../../base/text/printable.ts';
import type { ReportDocument } from '../document/document.ts';
import type { Case } from '../document/section.ts';
import { suitesIn } from '../document/within.ts';
import { caseDetails, isOpenFailure, reasonOf, verdictOnCase } from './case-verdict.ts';

/** The Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html). */
export function tap(document: ReportDocument): string {
  const cases = suitesIn(document).flatMap((suite) => suite.cases);
  const lines = cases.flatMap((one, index) => testLines(one, index + 1, isOpenFailure(document)));
  return ['TAP version 14', `1..${cases.length}`, ...lines, ''].join('\n');
}

function testLines(one: Case, number: number, openFails: boolean): string[] {
  const { id, title, outcome } = one;
  const verdict = verdictOnCase(one, openFails);
  const directive = verdict === 'skipped' ? ` # SKIP ${outcome}: ${plain(reasonOf(one))}` : '';
  return [
    `${verdict === 'failed' ? 'not ok' : 'ok'} ${number} - ${escapeTap(`${id}: ${title}`)}${directive}`,
    '  ---',
    // A JSON string is a YAML string as well.
    ...[['outcome', outcome], ...caseDetails(one)].map(([key, value]) => `  ${key}: ${jsonText(value)}`),
    '  ...',
  ];
}

/** `#` would begin a directive. */
function escapeTap(text: string): string {
  return plain(text).replace(/[\\#]/g, (character) => `\\${character}`);
}

function plain(text: string): string {
  return withoutCommands(printable(text.replace(/[\r\n\t]+/g, ' ')));
}
