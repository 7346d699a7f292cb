import type { CheckReport, CheckResult } from '../../../model/check.ts';

/** The Test Anything Protocol, version 14 (https://testanything.org/tap-version-14-specification.html). */
export function checkTap({ checks, options }: CheckReport): string {
  const lines = checks.flatMap((check, index) =>
    testLines(check, index + 1, options.inconclusive === 'fail'),
  );
  return ['TAP version 14', `1..${checks.length}`, ...lines, ''].join('\n');
}

function testLines(check: CheckResult, number: number, openFails: boolean): string[] {
  const { id, title, outcome, expected, observed, because } = check;
  const isOpen = outcome === 'inconclusive';
  const isOk = outcome === 'pass' || (isOpen && !openFails);
  const directive = isOpen && !openFails ? ` # SKIP inconclusive: ${plain(because)}` : '';
  const detail = { outcome, expected, observed, because };
  return [
    `${isOk ? 'ok' : 'not ok'} ${number} - ${escapeTap(`${id}: ${title}`)}${directive}`,
    '  ---',
    // A JSON string is a YAML string as well.
    ...Object.entries(detail).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
    '  ...',
  ];
}

/** `#` would begin a directive. */
function escapeTap(text: string): string {
  return plain(text).replace(/[\\#]/g, (character) => `\\${character}`);
}

function plain(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
