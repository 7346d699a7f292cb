import { countOf, formatRatio } from '../../../base/units.ts';
import type { CheckOutcome, CheckReport, CheckResult } from '../../../model/check.ts';
import type { Outcome } from '../../../model/scenario.ts';
import { labelled, table } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { warningLines } from '../../text/warning.ts';

const LEAD_WIDTH = 15;
const LIST_COLUMNS = [
  { title: 'check', align: 'left' },
  { title: 'passes when', align: 'left', wraps: true },
] as const;

const LIKE: { readonly [outcome in CheckOutcome]: Outcome } = {
  pass: 'holds',
  fail: 'fails',
  inconclusive: 'inconclusive',
};

/** Every check with what was expected and seen, then the verdict. */
export function checkText(report: CheckReport, page: Page): string {
  const { palette, width } = page;
  const paint = paintOf(report.outcome, page);
  const summary = `${markOf(report.outcome, page)} ${report.outcome.toUpperCase()}`;
  return [
    ...report.checks.flatMap((check) => checkLines(check, page)),
    ...report.warnings.flatMap((warning) => warningLines(warning, page)),
    ...labelled(summary, palette.text(summaryOf(report)), width, summary.length + 2).map((line) =>
      paint(line),
    ),
    '',
  ].join('\n');
}

/** The checks by name. */
export function checkListText({ checks }: CheckReport, { palette, width }: Page): string {
  const rows = checks.map(({ id, title }) => [id, palette.text(title)]);
  return `${table(LIST_COLUMNS, rows, width).join('\n')}\n`;
}

/** The verdict in one line. */
export function checkLine(report: CheckReport, { palette }: Page): string {
  return palette.text(`check: ${report.outcome}; ${summaryOf(report)}\n`);
}

/** `7 of 9 checks pass; fails: parallelism; parallelism 1.97; 2 workers recommended`. */
export function summaryOf({ checks, parallelism, recommendedWorkers }: CheckReport): string {
  const named = (outcome: CheckOutcome) =>
    checks.filter((check) => check.outcome === outcome).map(({ id }) => id);
  const rest = (['fail', 'inconclusive'] as const).flatMap((outcome) =>
    named(outcome).length === 0 ? [] : [`${outcome}: ${named(outcome).join(', ')}`],
  );
  return [
    `${named('pass').length} of ${countOf(checks.length, 'check')} ${checks.length === 1 ? 'passes' : 'pass'}`,
    ...rest,
    ...(parallelism === null ? [] : [`parallelism ${formatRatio(parallelism)}`]),
    ...(recommendedWorkers === null ? [] : [`${countOf(recommendedWorkers, 'worker')} recommended`]),
  ].join('; ');
}

/** A check that passes needs a line; one that doesn't needs its reasons. */
function checkLines(check: CheckResult, page: Page): string[] {
  const { palette, width } = page;
  const lead = `${markOf(check.outcome, page)} ${check.id}`;
  const paint = paintOf(check.outcome, page);
  if (check.outcome === 'pass') {
    const [first = '', ...rest] = labelled(lead, palette.text(check.observed), width, LEAD_WIDTH);
    return [first.replace(lead, paint(lead)), ...rest];
  }
  const say = (label: string, text: string) => labelled(`  ${label}`, palette.text(text), width, LEAD_WIDTH);
  return [
    ...labelled(lead, palette.text(check.title), width, LEAD_WIDTH).map((line) => paint(line)),
    ...say('expected', check.expected),
    ...say('observed', check.observed),
    ...say('because', check.because),
  ];
}

function markOf(outcome: CheckOutcome, { palette }: Page): string {
  return palette.glyphs.marks[LIKE[outcome]];
}

function paintOf(outcome: CheckOutcome, { palette: { color } }: Page) {
  return { pass: color.green, fail: color.red, inconclusive: color.yellow }[outcome];
}
