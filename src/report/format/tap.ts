import { withoutCommands } from '../../base/text/commands.ts';
import { jsonText } from '../../base/text/json-text.ts';
import { printable } from '../../base/text/printable.ts';
import type { ReportDocument } from '../document/document.ts';
import type { Case } from '../document/section.ts';
import { suitesIn } from '../document/within.ts';
import { caseDetails, isOpenFailure, reasonOf, verdictOnCase } from './case-verdict.ts';

/** The Test Anything Protocol, version 13, the newest that Perl’s prove reads (https://testanything.org/tap-version-13-specification.html). */
export function tap(document: ReportDocument): string {
  const cases = suitesIn(document).flatMap((suite) => suite.cases);
  const lines = cases.flatMap((one, index) => testLines(one, index + 1, isOpenFailure(document)));
  const plan = cases.length === 0 ? '1..0 # SKIP nothing was checked' : `1..${cases.length}`;
  return ['TAP version 13', plan, ...lines, ''].join('\n');
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

/** `#` would begin a directive; some readers (tappy, tap4j) know no escape of it, so the directive’s word has one too. */
function escapeTap(text: string): string {
  return plain(text).replace(/[\\#]|(?<=#\s*)(?=skip|todo)/gi, (found) => `\\${found}`);
}

function plain(text: string): string {
  return withoutCommands(printable(text.replace(/[\r\n\t]+/g, ' ')));
}
