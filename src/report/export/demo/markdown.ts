import { formatCpuList } from '../../../base/cpu-list.ts';
import { formatNs, formatRatio, formatShare } from '../../../base/units.ts';
import type { Observation } from '../../../model/observation.ts';
import type { DemoReport, ScenarioResult } from '../../../model/report.ts';
import type { ResultTable } from '../../../model/scenario.ts';
import { escapeMarkup, markdownTable } from '../../markup.ts';
import { timeSplit } from '../../three-part-bar.ts';

/** The report as Markdown: for a README, an issue, a job's summary. */
export function demoMarkdown(report: DemoReport): string {
  const warnings = report.warnings.map(({ message }) => `> **Warning:** ${escapeMarkup(message)}\n`);
  return [...report.scenarios.map(scenarioMarkdown), ...warnings].join('\n');
}

function scenarioMarkdown(result: ScenarioResult): string {
  return [
    `## ${escapeMarkup(result.name)}: ${result.outcome}`,
    '',
    `${escapeMarkup(result.question)} *${escapeMarkup(result.hypothesis)}*`,
    '',
    `**${result.outcome}** because ${escapeMarkup(result.because.join('; '))}`,
    '',
    ...(result.claims.length === 0 ? [] : [...claimRows(result), '']),
    ...result.trials.flatMap((trial) => [...trialRows(trial), '']),
    ...result.skipped.flatMap(({ label, why }) => [
      `### ${escapeMarkup(label)}: skipped (${escapeMarkup(why)})`,
      '',
    ]),
    ...result.tables.flatMap((each) => [...resultTableRows(each), '']),
    ...(result.picture.length === 0 ? [] : ['```text', ...result.picture, '```', '']),
  ].join('\n');
}

function resultTableRows({ title, columns, rows }: ResultTable): string[] {
  return [
    `### ${escapeMarkup(title)}`,
    '',
    ...markdownTable(
      columns.map((column) => column.title),
      rows,
    ),
  ];
}

function claimRows({ claims }: ScenarioResult): string[] {
  return markdownTable(
    ['claim', 'expected', 'observed', 'outcome'],
    claims.map(({ statement, expected, observed, outcome }) => [statement, expected, observed, outcome]),
  );
}

function trialRows(trial: Observation): string[] {
  const heading = `### ${escapeMarkup(trial.label)}: R ${formatRatio(trial.r)}, D ${formatRatio(trial.d)}, ${trial.kind ?? 'unknown'}, wall ${formatNs(trial.wallNs)}`;
  const cells = trial.workers.map((worker) => {
    const split = timeSplit(worker);
    return [
      worker.name,
      `${worker.pid ?? '?'}`,
      `${worker.tid ?? '?'}`,
      worker.pin.state,
      formatCpuList(Object.keys(worker.cpusSeen).map(Number)),
      `${worker.unitsDone}`,
      formatShare(split?.running ?? null),
      formatShare(split?.waiting ?? null),
      formatShare(split?.blocked ?? null),
      worker.fault?.message ?? worker.state,
    ];
  });
  const titles = [
    'worker',
    'PID',
    'TID',
    'pin',
    'CPUs seen',
    'units',
    'running',
    'waiting',
    'blocked',
    'end',
  ];
  return [heading, '', ...markdownTable(titles, cells)];
}
