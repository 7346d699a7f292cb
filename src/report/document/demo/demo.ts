import { countOf } from '../../../base/units.ts';
import type { DemoReport, ScenarioResult } from '../../../model/documents/report.ts';
import { ENGINES, type EngineName } from '../../../model/engines/engines.ts';
import type { ResultTable } from '../../../model/scenario.ts';
import type { Observation } from '../../../model/trial/observation.ts';
import { BUSY_QUEUED_NOTE, SWITCHES_NOTE } from '../../words/figures.ts';
import { aboutRun } from '../about.ts';
import { type Detail, detail, shownSections } from '../details.ts';
import { type ReportDocument, type Shown, WHOLE } from '../document.ts';
import { group, note, paragraph, tableOf, verdict } from '../parts.ts';
import { type Case, type Facts, type List, type Section, UNTIMED } from '../section.ts';
import { planSections } from './plan.ts';
import { demoRecords } from './records.ts';
import { trialSections } from './trial.ts';

/** One experiment or several. */
export function demoDocument(report: DemoReport, shown: Shown = WHOLE): ReportDocument {
  const { scenarios } = report;
  const [only] = scenarios;
  const isOne = scenarios.length === 1 && only !== undefined;
  return {
    report,
    command: 'demo',
    title: isOne ? titleOf(only) : countsWords(scenarios),
    lead: [],
    sections: [
      ...(isOne
        ? scenarioSections(only, shown)
        : [...overview(scenarios), ...scenarios.flatMap((result, index) => apart(result, index, shown))]),
      ...aboutRun(report, shown),
    ],
    line: scenarios.map(verdictLine).join('\n'),
    outputs: {},
    records: demoRecords(report),
  };
}

export function titleOf({ name, question }: ScenarioResult): string {
  return `${name}: ${question}`;
}

/**
 * One experiment: the verdict, what was asked and seen, the claims, the figures, what the kernel says of each trial.
 * @param isOneOfMany whether its trials wait until they are asked for
 */
export function scenarioSections(
  result: ScenarioResult,
  shown: Shown = WHOLE,
  isOneOfMany = false,
): Section[] {
  const { name, hypothesis, asked, outcome, because, story, claims, tables, picture } = result;
  const facts: Facts['facts'][number][] = [
    ['Hypothesis', hypothesis],
    ['Asked', asked],
  ];
  const [first, ...rest] = story;
  if (first !== undefined) facts.push(['Saw', first, ...rest]);
  const cases = claims.map(({ id, statement, expected, observed, ...claim }) => {
    return { id, title: statement, expected, observed, outcome: claim.outcome, because: null, ...UNTIMED };
  });
  const parts = [
    verdict(outcome, `because ${because.join('; ')}`),
    { kind: 'facts', layout: 'lines', facts } as const,
    { kind: 'cases', suite: `concur demo ${name}`, title: 'Claims', whole: wholeOf(result), cases } as const,
    ...tables.flatMap(resultTable),
    ...(picture.length === 0 ? [] : [{ kind: 'picture', lines: picture } as const]),
    ...planSections(result),
    ...(isOneOfMany ? foldedTrials(result) : trialGroups(result)),
    ...skippedTrials(result),
    ...(result.source ?? []).map(({ path, text }) => ({ kind: 'source', path, text }) as const),
  ];
  return shownSections(parts, shown);
}

/** An experiment may fail though each claim holds: a worker was killed, or it came to none. */
function wholeOf({ name, question, hypothesis, outcome, because, claims, trials }: ScenarioResult): Case {
  const held = claims.filter((claim) => claim.outcome === 'holds').length;
  return {
    id: name,
    title: question,
    outcome,
    expected: hypothesis,
    observed: `${held} of ${countOf(claims.length, 'claim')} hold`,
    because: because.join('; '),
    seconds: trials.reduce((sum, trial) => sum + secondsOf(trial), 0),
    timedWith: null,
  };
}

/** Of its start-up and its work. In virtual time nothing takes any. */
function secondsOf({ engine, spawnNs, wallNs }: Observation): number {
  return ENGINES[engine as EngineName]?.home === 'nowhere' ? 0 : ((spawnNs ?? 0) + (wallNs ?? 0)) / 1e9;
}

/** What is said after several experiments. */
export function closingSections(report: DemoReport, shown: Shown): Section[] {
  const { scenarios } = report;
  return [...(scenarios.length < 2 ? [] : [paragraph(countsWords(scenarios))]), ...aboutRun(report, shown)];
}

/** One experiment in one line. */
export function verdictLine({ name, outcome, because }: ScenarioResult): string {
  return `${name}: ${outcome}, because ${because.join('; ')}`;
}

function countsWords(scenarios: readonly ScenarioResult[]): string {
  const count = (outcome: ScenarioResult['outcome']) =>
    scenarios.filter((result) => result.outcome === outcome).length;
  const counts = (['holds', 'fails', 'inconclusive', 'skipped'] as const)
    .filter((outcome) => count(outcome) > 0)
    .map((outcome) => `${count(outcome)} ${outcome}`);
  return [countOf(scenarios.length, 'experiment'), ...(counts.length === 0 ? [] : [counts.join(', ')])].join(
    ': ',
  );
}

/** All of them at a glance. */
function overview(scenarios: readonly ScenarioResult[]): Section[] {
  return tableOf(
    'Experiments',
    [
      { title: 'experiment', align: 'left', cell: ({ result, id }) => ({ text: result.name, target: id }) },
      { title: 'outcome', align: 'left', cell: ({ result }) => ({ outcome: result.outcome }) },
      { title: 'question', align: 'left', wraps: true, cell: ({ result }) => result.question },
    ],
    scenarios.map((result, index) => ({ result, id: idOf(index) })),
  );
}

function idOf(index: number): string {
  return `experiment-${index}`;
}

function apart(result: ScenarioResult, index: number, shown: Shown): Section[] {
  return group(titleOf(result), scenarioSections(result, shown, true), { id: idOf(index) });
}

/** Of one trial all; of several in brief where their workers’ time went, and when. */
function trialGroups({ name, trials }: ScenarioResult): (Section | Detail)[] {
  if (trials.length === 0) return [];
  const groups = (isBrief: boolean) => [
    ...trials.flatMap((trial) => group(trial.label, trialSections(trial, name, isBrief))),
    note(BUSY_QUEUED_NOTE),
    ...(isBrief ? [] : [note(SWITCHES_NOTE)]),
  ];
  const whole = groups(false);
  return trials.length === 1 ? whole : detail(`the workers of ${trials.length} trials`, whole, groups(true));
}

/** Several experiments are read as an overview first. */
function foldedTrials(result: ScenarioResult): Section[] {
  const title = `${countOf(result.trials.length, 'trial')} of ${result.name}: workers and timelines`;
  return group(title, shownSections(trialGroups(result), WHOLE), { isFolded: true });
}

function resultTable({ title, columns, rows }: ResultTable): Section[] {
  return tableOf(
    title,
    columns.map((column, index) => ({ ...column, cell: (row: readonly string[]) => row[index] ?? '' })),
    rows,
    { isTitled: true },
  );
}

/** The trials that could not run here, each by its name. */
function skippedTrials({ skipped }: ScenarioResult): List[] {
  const items = skipped.map(({ label, why }) => `${label}: skipped (${why})`);
  return items.length === 0 ? [] : [{ kind: 'list', tone: 'plain', items }];
}
