import { describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../src/report/document/document.ts';
import type { Section, Table } from '../../src/report/document/section.ts';
import { wordsOf } from '../../src/report/format/cells.ts';
import { EXPORT_FORMATS, type ExportFormat, FORMATS, formatsOf } from '../../src/report/formats.ts';
import { REPORT_KINDS } from '../../src/report/kinds.ts';
import { makeReport, makeResult } from '../fixtures/builders.ts';
import { makeCompareReport } from '../fixtures/compare-report.ts';
import { documentOf, rendered } from '../fixtures/rendered.ts';
import { RICH_REPORTS } from '../fixtures/rich-reports.ts';

// What the kinds say is chosen once, in report/document: here no format may keep any of it to itself.

const PAGES = ['md', 'adoc', 'html'] as const satisfies ExportFormat[];
const OF_CASES = ['junit', 'tap', 'github'] as const satisfies ExportFormat[];

/** Everything that a document says, part by part. */
function factsIn(sections: readonly Section[], isTerminal: boolean): string[] {
  return sections.flatMap((section) => factsOf(section, isTerminal));
}

function factsOf(section: Section, isTerminal: boolean): string[] {
  switch (section.kind) {
    case 'verdict':
      return [section.lead, section.because];
    case 'paragraph':
      return [section.lead ?? '', section.text];
    case 'facts':
      return section.facts.flat();
    case 'list':
      return [...section.items];
    case 'table':
      return tableFacts(section, isTerminal);
    case 'cases':
      return section.cases.flatMap((one) => caseFacts(one, isTerminal));
    case 'picture':
      return [...section.lines];
    case 'chart':
      return isTerminal
        ? (section.bars?.bars ?? []).flatMap(({ label, note }) => [label, note])
        : factsIn(section.table === null ? [] : [section.table], isTerminal);
    case 'source':
      return [section.path, section.text];
    case 'group':
      if (isTerminal && section.isForPages) return [];
      return [section.isFolded && isTerminal ? '' : section.title, ...factsIn(section.sections, isTerminal)];
    case 'machinery':
      return section.topology.cpus.map(({ cpu }) => `${cpu}●`.slice(0, isTerminal ? undefined : -1));
    // Drawn in its own way by each format, from what is no text.
    case 'timelines':
      return isTerminal ? [] : [section.caption];
  }
}

/** A terminal draws some columns elsewhere. */
function tableFacts({ columns, rows, note }: Table, isTerminal: boolean): string[] {
  const shown = columns.flatMap(({ isForPages }, index) =>
    isTerminal && isForPages === true ? [] : [index],
  );
  return [
    ...shown.map((index) => columns[index]?.title ?? ''),
    note,
    ...rows.flatMap((row) => shown.map((index) => wordsOf(row[index] ?? ''))),
  ];
}

/** A terminal gives what passes one line. */
function caseFacts(
  {
    id,
    title,
    outcome,
    expected,
    observed,
    because,
    seconds,
    timedWith,
  }: Extract<Section, { kind: 'cases' }>['cases'][number],
  isTerminal: boolean,
): string[] {
  if (because === null) return [title, expected, observed];
  if (isTerminal && outcome === 'pass') return [id, observed];
  const took = seconds === null ? [] : [`${seconds.toFixed(2)} s`];
  const sharing = timedWith === null ? [] : [timedWith];
  return [id, title, expected, observed, because, ...(isTerminal ? [] : [...took, ...sharing])];
}

/** What is left of a rendering whatever way it is broken into lines and marked up. */
function bareText(text: string): string {
  const shown = text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '').replace(/<\/?[a-z!][^>]*>/gi, ' ');
  return unescaped(shown.replaceAll('&#8203;', ''))
    .replace(/\\(?=[\\|<>&~*_`[\]$])/g, '')
    .replace(/\s/g, '');
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

function missing(document: ReportDocument, text: string, isTerminal: boolean): string[] {
  const shown = bareText(text);
  const facts = [document.title, ...document.lead, ...factsIn(document.sections, isTerminal)];
  const told = [...facts, ...document.report.warnings.flatMap(({ message, hint }) => [message, hint ?? ''])];
  // What is drawn has its title beside it where it is drawn.
  const isDrawn = (fact: string) => isTerminal && fact === 'running · queued · blocked';
  return told.filter((fact) => !isDrawn(fact) && !shown.includes(fact.replace(/\s/g, '')));
}

describe.each(REPORT_KINDS)('a report of %s', (kind) => {
  const report = RICH_REPORTS[kind] as never;
  const document = documentOf(kind, report);

  it('has something to say', () => {
    expect(factsIn(document.sections, false).filter((fact) => fact !== '').length).toBeGreaterThan(20);
    expect(document.line).not.toBe('');
  });

  it('loses none of its facts on a terminal', () => {
    expect(missing(document, rendered(kind, 'text', report), true)).toEqual([]);
  });

  it.each(PAGES)('loses none of its facts in %s', (format) => {
    expect(missing(document, rendered(kind, format, report), false)).toEqual([]);
  });

  it('has each record and each column in CSV', () => {
    const lines = rendered(kind, 'csv', report).trimEnd().split('\r\n');
    expect(lines[0]).toBe(document.records.columns.join(','));
    expect(lines).toHaveLength(document.records.rows.length + 1);
    expect(document.records.rows.length).toBeGreaterThan(0);
  });

  it('is whole in JSON', () => {
    expect(JSON.parse(rendered(kind, 'json', report))).toEqual(JSON.parse(JSON.stringify(report)));
  });

  it.each(OF_CASES.filter((format) => formatsOf(kind).includes(format)))('has its cases in %s', (format) => {
    const text = unescaped(rendered(kind, format, report).replaceAll('%25', '%')).replace(/\s/g, '');
    const told = document.sections.flatMap((section) => (section.kind === 'cases' ? section.cases : []));
    // Annotations are about what doesn’t hold.
    const listed = told.filter(({ outcome }) => format !== 'github' || !['pass', 'holds'].includes(outcome));
    for (const { title, expected, observed } of listed) {
      for (const fact of [title, expected, observed]) expect(text).toContain(fact.replace(/\s/g, ''));
    }
  });

  it.runIf(formatsOf(kind).includes('perfetto'))('has its threads in a trace', () => {
    const trace = JSON.parse(rendered(kind, 'perfetto', report));
    expect(trace.otherData.windows).toBeGreaterThanOrEqual(0);
  });
});

it.each([
  ['junit', /<failure message="w2 was killed"/],
  ['tap', /^not ok 1 - sky: /m],
  ['github', /^::error .*w2 was killed/m],
] as const)(
  'an experiment that fails though each of its claims holds has failed in %s',
  (format, failure) => {
    const report = makeReport({ scenarios: [makeResult({ outcome: 'fails', because: ['w2 was killed'] })] });
    expect(rendered('demo', format, report)).toMatch(failure);
  },
);

it.each([
  ['junit', /tests="1" failures="1"/],
  ['tap', /^not ok 1 - compare: /m],
] as const)('a comparison that has failed is a case that has failed in %s', (format, failure) => {
  const report = makeCompareReport({ exit: { code: 1, reason: 'it threw' } });
  expect(rendered('compare', format, report)).toMatch(failure);
});

it('has a row for each format, and for each kind of report the formats that it makes sense for', () => {
  for (const format of EXPORT_FORMATS) expect(FORMATS[format].kinds.length).toBeGreaterThan(0);
  for (const kind of REPORT_KINDS) {
    expect(formatsOf(kind)).toEqual(expect.arrayContaining(['json', 'csv', 'md', 'adoc', 'text', 'html']));
  }
});
