import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCommands } from '../../../src/base/text/commands.ts';
import { printable } from '../../../src/base/text/printable.ts';
import type { CheckReport } from '../../../src/model/documents/check.ts';
import { escapeXml } from '../../../src/report/format/junit.ts';
import { formatsOf } from '../../../src/report/formats.ts';
import { REPORT_KINDS } from '../../../src/report/kinds.ts';
import { makeMachine, makeObservation, makeReport, makeResult } from '../../fixtures/builders.ts';
import {
  FAILED,
  makeCheckReport,
  makeCheckResult,
  nastyCheck,
  nastyReport,
  nastyText,
  OPEN,
} from '../../fixtures/check-report.ts';
import { makeCompareReport, makeRegression } from '../../fixtures/compare-report.ts';
import { rendered, writerOf } from '../../fixtures/rendered.ts';
import { RICH_REPORTS } from '../../fixtures/rich-reports.ts';
import { junitErrors } from '../../harness/junit.ts';

const checkJunit = writerOf('check', 'junit');
const withOptions = (options: CheckReport['options']) => checkJunit(makeCheckReport({ options }));

/** The value of the first such attribute, as a reader of XML gets it. */
function attribute(xml: string, element: string, name: string): string | undefined {
  const value = new RegExp(`<${element}(?: [^>]*)? ${name}="([^"]*)"`).exec(xml)?.[1];
  return value === undefined ? undefined : unescapeXml(value);
}

function content(xml: string, element: string): string | undefined {
  const text = new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`).exec(xml)?.[1];
  return text === undefined ? undefined : unescapeXml(text);
}

function unescapeXml(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}

/** What is left of a text in XML 1.0, which has no way to write the rest (https://www.w3.org/TR/xml/#NT-Char). */
function sayable(text: string): string {
  return withoutCommands(printable(text));
}

describe('the schema itself', () => {
  const suite = 'name="s" tests="0" failures="0" errors="0" skipped="0"';

  it.each([
    ['no suite', '<testsuites/>'],
    ['a suite without its counts', '<testsuites><testsuite name="s"/></testsuites>'],
    [
      'a count that is none',
      `<testsuites><testsuite ${suite.replace('tests="0"', 'tests="-1"')}/></testsuites>`,
    ],
    ['an unknown element', `<testsuites><testsuite ${suite}><thing/></testsuite></testsuites>`],
    [
      'a case without a name',
      `<testsuites><testsuite ${suite}><testcase classname="c" time="0"/></testsuite></testsuites>`,
    ],
    [
      'a failure without a type',
      `<testsuites><testsuite ${suite}><testcase name="n" classname="c" time="0"><failure/></testcase></testsuite></testsuites>`,
    ],
    ['a time zone', `<testsuites><testsuite ${suite} timestamp="2025-01-02T03:04:05Z"/></testsuites>`],
    ['something that isn’t XML', `<testsuites><testsuite ${suite}></testsuites>`],
  ])('refuses %s', async (_what, xml) => {
    expect(await junitErrors(xml)).not.toEqual([]);
  });

  it('takes a suite without cases', async () => {
    expect(await junitErrors(`<testsuites><testsuite ${suite}/></testsuites>`)).toEqual([]);
  });
});

describe('a report of a check that passes, one that fails and one that is open', () => {
  const xml = checkJunit(makeCheckReport());

  it('is valid', async () => {
    expect(await junitErrors(xml)).toEqual([]);
  });

  it('counts them, and adds up how long they took', () => {
    expect(xml).toContain(
      '<testsuite name="concur check" tests="3" failures="1" errors="0" skipped="1" time="1.750" timestamp="2025-01-02T03:04:05" hostname="runner-1">',
    );
    expect(xml).toContain('<testsuites name="concur check" tests="3" failures="1" errors="0" time="1.750">');
  });

  it('counts a trial once, and says with which check', () => {
    expect([...xml.matchAll(/<testcase .*? time="([^"]*)"/g)].map(([, time]) => time)).toEqual([
      '1.750',
      '0.000',
      '0.000',
    ]);
    expect(content(xml, 'failure')).toContain('\ntime: counted with threads');
  });

  it('has a case for each, named by its ID and what it is about', () => {
    expect([...xml.matchAll(/<testcase .*? name="([^"]*)"/g)].map(([, name]) => name)).toEqual([
      'threads: threads run in parallel',
      'parallelism: the required cores can be busy at the same time',
      'leaked-workers: no worker is leaked',
    ]);
  });

  it('says why the one fails', () => {
    expect(attribute(xml, 'failure', 'message')).toBe(FAILED.because);
    expect(attribute(xml, 'failure', 'type')).toBe('fail');
    expect(content(xml, 'failure')).toBe(
      `expected: ${FAILED.expected}\nobserved: ${FAILED.observed}\nbecause: ${FAILED.because}\ntime: counted with threads`,
    );
  });

  it('skips the one that is open, and says why', () => {
    expect(attribute(xml, 'skipped', 'message')).toBe(`inconclusive: ${OPEN.because}`);
  });

  it('has the figures as properties', () => {
    expect(
      [...xml.matchAll(/<property name="(.*?)" value="(.*?)"/g)].map(([, name, value]) => [name, value]),
    ).toEqual([
      ['outcome', 'fail'],
      ['parallelism', '0.5'],
      ['recommended-workers', '1'],
      ['effective-cpus', '2'],
    ]);
  });

  it('leaves out figures that are unknown', async () => {
    const unknown = checkJunit(
      makeCheckReport({ parallelism: null, recommendedWorkers: null, machine: null, outcome: 'pass' }),
    );
    expect(unknown.match(/<property /g)).toHaveLength(1);
    expect(await junitErrors(unknown)).toEqual([]);
  });
});

it('is valid without a machine, or with one that has no name', async () => {
  for (const machine of [null, makeMachine({ hostname: null }), makeMachine({ hostname: '' })]) {
    const xml = checkJunit(makeCheckReport({ machine }));
    expect(xml).not.toContain('hostname');
    expect(await junitErrors(xml)).toEqual([]);
  }
});

it.each(['2025-01-02T03:04:05Z', '2025-01-02T03:04:05.678Z'])('writes %s without its zone', (startedAt) => {
  expect(checkJunit(makeCheckReport({ startedAt }))).toContain('timestamp="2025-01-02T03:04:05"');
});

describe('the times', () => {
  const timesIn = (xml: string, element: string) =>
    [...xml.matchAll(new RegExp(`<${element} [^>]*?\\btime="([^"]*)"`, 'g'))].map(
      ([, time]) => Number(time) * 1000,
    );
  const sum = (times: readonly number[]) => times.reduce((total, time) => total + time, 0);

  it('add up to the millisecond, and are never longer than what was measured', () => {
    fc.assert(
      fc.property(fc.array(nastyCheck, { maxLength: 25 }), (checks) => {
        const xml = checkJunit(makeCheckReport({ checks }));
        const total = sum(timesIn(xml, 'testcase'));
        expect(timesIn(xml, 'testsuite')[0]).toBeCloseTo(total, 3);
        expect(timesIn(xml, 'testsuites')[0]).toBeCloseTo(total, 3);
        expect(total).toBeLessThanOrEqual(sum(checks.map(({ seconds }) => (seconds ?? 0) * 1000)) + 1e-3);
      }),
    );
  });

  it('of an experiment is that of its trials, and none in virtual time', () => {
    const trials = [
      makeObservation({ spawnNs: 50e6, wallNs: 1e9 }),
      makeObservation({ spawnNs: null, wallNs: 0.5e9 }),
      makeObservation({ engine: 'fake', spawnNs: 0, wallNs: 1e12 }),
    ];
    const xml = rendered('demo', 'junit', makeReport({ scenarios: [makeResult({ trials })] }));
    expect(timesIn(xml, 'testcase')[0]).toBe(1550);
    expect(timesIn(xml, 'testsuite')).toEqual([1550]);
  });

  it.each([null, [makeRegression()]])(
    'of a comparison is that of its runs (regressions %j)',
    (regressions) => {
      const report = makeCompareReport({ regressions });
      const counted = report.runs.filter(
        ({ label }) => regressions === null || regressions.some(({ engine }) => engine === label),
      );
      const xml = rendered('compare', 'junit', report);
      const measured = sum(counted.map(({ startupNs, workNs }) => (startupNs + workNs) / 1e6));
      expect(measured).toBeGreaterThan(0);
      expect(timesIn(xml, 'testsuite')).toEqual([Math.floor(measured)]);
    },
  );
});

it.each(REPORT_KINDS.filter((kind) => formatsOf(kind).includes('junit')))('of %s is valid', async (kind) => {
  const xml = rendered(kind, 'junit', RICH_REPORTS[kind] as never);
  expect(await junitErrors(xml)).toEqual([]);
  expect(xml).toContain('hostname="runner-1"');
});

describe('a check that is open', () => {
  it('is a failure with --inconclusive fail', async () => {
    const xml = withOptions({ inconclusive: 'fail' });
    expect(xml).toContain('tests="3" failures="2" errors="0" skipped="0"');
    expect(xml).toContain('type="inconclusive"');
    expect(await junitErrors(xml)).toEqual([]);
  });

  it.each([{}, { inconclusive: 'pass' }])('is skipped with %j', (options) => {
    expect(withOptions(options)).toContain('failures="1" errors="0" skipped="1"');
  });
});

it('is valid without checks', async () => {
  expect(await junitErrors(checkJunit(makeCheckReport({ checks: [] })))).toEqual([]);
});

it('is well-formed and valid whatever the checks say', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(nastyReport, async (report) => {
      const xml = checkJunit(report);
      expect(await junitErrors(xml)).toEqual([]);
      const count = (pattern: RegExp) => [...xml.matchAll(pattern)].length;
      const said = (name: string) => Number(attribute(xml, 'testsuite', name));
      expect([said('tests'), said('failures'), said('skipped')]).toEqual([
        report.checks.length,
        count(/<failure /g),
        count(/<skipped /g),
      ]);
    }),
    { numRuns: 60 },
  );
});

it('gives back every word that XML can hold', () => {
  fc.assert(
    fc.property(nastyText, nastyText, (because, observed) => {
      const check = makeCheckResult({ outcome: 'fail', because, observed });
      const xml = checkJunit(makeCheckReport({ checks: [check] }));
      expect(attribute(xml, 'failure', 'message')).toBe(sayable(because));
      expect(content(xml, 'failure')).toContain(sayable(`\nobserved: ${observed}\n`));
    }),
  );
});

it.each([
  ['a < b & c > d', 'a &#60; b &#38; c &#62; d'],
  [']]>', ']]&#62;'],
  ['"it\'s"', '&#34;it&#39;s&#34;'],
  ['a\nb\tc\r', 'a&#10;b&#9;c\\r'],
  ['\0\u0008\u001b[1m', '\\x00\\x08\\x1b[1m'],
  ['\ud83d\ude00', '\ud83d\ude00'],
  ['\ud83d', '\\ud83d'],
  ['\uffff', '\\uffff'],
])('writes %j as %s', (text, escaped) => {
  expect(escapeXml(text)).toBe(escaped);
});
