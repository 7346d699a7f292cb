import { countOf, formatRatio } from '../../base/units.ts';
import type { CheckOutcome } from '../../model/check/finding.ts';
import type { CheckReport, CheckResult } from '../../model/documents/check.ts';
import { BUSY_QUEUED_NOTE } from '../words/figures.ts';
import { aboutRun } from './about.ts';
import { type RecordColumns, type ReportDocument, recordsOf, type Shown, WHOLE } from './document.ts';
import { type FigureColumn, note, tableOf, verdict, withoutEmpty } from './parts.ts';

const LIST_COLUMNS: readonly FigureColumn<CheckResult>[] = [
  { title: 'check', align: 'left', cell: ({ id }) => id },
  { title: 'only with', align: 'left', cell: ({ isExtra }) => (isExtra === true ? '--all' : '') },
  { title: 'passes when', align: 'left', wraps: true, cell: ({ title }) => title },
];

/** What a machine is good for: the outcome, and each check with its reason. */
export function checkDocument(report: CheckReport, shown: Shown = WHOLE): ReportDocument {
  const { outcome, checks, machine, parallelism, recommendedWorkers } = report;
  return {
    report,
    command: 'check',
    title: 'Is this machine good for parallel work?',
    lead: [],
    sections: isListing(report)
      ? tableOf('Checks', withoutEmpty(LIST_COLUMNS, checks), checks)
      : [
          verdict(outcome, summaryOf(report)),
          { kind: 'cases', whole: null, suite: 'concur check', title: 'Checks', cases: checks },
          note(BUSY_QUEUED_NOTE),
          ...aboutRun(report, shown),
        ],
    line: isListing(report)
      ? checks.map(({ id }) => id).join('\n')
      : `check: ${outcome}; ${summaryOf(report)}`,
    outputs: {
      outcome,
      parallelism,
      'recommended-workers': recommendedWorkers,
      'effective-cpus': machine?.effectiveCpus ?? null,
    },
    records: recordsOf(RECORD_COLUMNS, checks),
  };
}

/** Whether the checks are only to be named: nothing was run, so nothing is known. */
function isListing({ options }: CheckReport): boolean {
  return options.list === true || options.dryRun === true;
}

/** `7 of 9 checks pass; fail: parallelism; parallelism 1.97; 2 workers recommended`. */
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

const RECORD_COLUMNS: RecordColumns<CheckResult> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  outcome: ({ outcome }) => outcome,
  expected: ({ expected }) => expected,
  observed: ({ observed }) => observed,
  because: ({ because }) => because,
  seconds: ({ seconds }) => seconds,
  timedWith: ({ timedWith }) => timedWith,
};
