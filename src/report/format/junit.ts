import { withoutCommands } from '../../base/text/commands.ts';
import { printable } from '../../base/text/printable.ts';
import { reference } from '../../base/text/reference.ts';
import type { ReportDocument } from '../document/document.ts';
import type { Case } from '../document/section.ts';
import { type Suite, suitesIn } from '../document/within.ts';
import { caseDetails, isOpenFailure, reasonOf, verdictOnCase } from './case-verdict.ts';

/**
 * JUnit's XML as CI servers read it (Jenkins' junit-10.xsd): a suite for each thing that was checked, a case for each
 * claim or check. What is open is a skipped case, unless it counts as a failure. The time of a suite is that of its cases
 * together, and a trial on which several rest is one's alone: no time is counted twice.
 */
export function junit(document: ReportDocument): string {
  const { command } = document;
  const suites = suitesIn(document);
  const shown = suites.length === 0 ? [{ suite: `concur ${command}`, cases: [] }] : suites;
  const counts = countsOf(
    shown.flatMap(({ cases }) => cases),
    document,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeXml(`concur ${command}`)}" ${attributes({ ...counts, skipped: null })}>`,
    ...shown.flatMap((suite) => suiteLines(suite, document)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ suite, cases }: Suite, document: ReportDocument): string[] {
  const { startedAt, machine } = document.report;
  const where = {
    timestamp: escapeXml(startedAt.replace(/(\.\d+)?Z$/, '')),
    hostname: escapeXml(machine?.hostname ?? '') || null,
  };
  return [
    `  <testsuite name="${escapeXml(suite)}" ${attributes({ ...countsOf(cases, document), ...where })}>`,
    ...propertyLines(document),
    ...cases.flatMap((one) => caseLines(one, suite, document)),
    '  </testsuite>',
  ];
}

type Counts = {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number | null;
  /** Seconds, in all. */
  readonly time: string;
};

function countsOf(cases: readonly Case[], document: ReportDocument): Counts {
  const verdicts = cases.map((one) => verdictOnCase(one, isOpenFailure(document)));
  return {
    tests: cases.length,
    failures: verdicts.filter((verdict) => verdict === 'failed').length,
    errors: 0,
    skipped: verdicts.filter((verdict) => verdict === 'skipped').length,
    time: inSeconds(cases.reduce((sum, one) => sum + millisecondsOf(one), 0)),
  };
}

function attributes(values: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === null ? [] : `${name}="${value}"`))
    .join(' ');
}

function propertyLines({ outputs }: ReportDocument): string[] {
  const known = Object.entries(outputs).filter(([, value]) => value !== null);
  if (known.length === 0) return [];
  const lines = known.map(
    ([name, value]) => `      <property name="${escapeXml(name)}" value="${escapeXml(`${value}`)}"/>`,
  );
  return ['    <properties>', ...lines, '    </properties>'];
}

function caseLines(one: Case, suite: string, document: ReportDocument): string[] {
  const { id, title, outcome, timedWith } = one;
  const reason = reasonOf(one);
  const name = escapeXml(`${id}: ${title}`);
  const classname = escapeXml(suite.replaceAll(' ', '.'));
  const head = `    <testcase classname="${classname}" name="${name}" time="${inSeconds(millisecondsOf(one))}"`;
  const detail = escapeXml(
    [...caseDetails(one), ...(timedWith === null ? [] : [['time', `counted with ${timedWith}`]])]
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  );
  const output = `      <system-out>${detail}</system-out>`;
  const inside = {
    failed: [`      <failure message="${escapeXml(reason)}" type="${outcome}">${detail}</failure>`],
    skipped: [`      <skipped message="${escapeXml(`${outcome}: ${reason}`)}"/>`, output],
    passed: [output],
  }[verdictOnCase(one, isOpenFailure(document))];
  return [`${head}>`, ...inside, '    </testcase>'];
}

/** Cut, not rounded, so that all of them together are never longer than what they are the parts of. */
function millisecondsOf({ seconds }: Case): number {
  return Math.floor((seconds ?? 0) * 1000);
}

function inSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** Escapes markup. What no XML 1.0 document may hold isn’t printable either (https://www.w3.org/TR/xml/#charsets). */
export function escapeXml(text: string): string {
  return withoutCommands(printable(text)).replace(/[&<>"'\n\t]/g, reference);
}
