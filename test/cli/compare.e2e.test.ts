import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { concur, startConcur } from '../harness/concur.ts';
import { compareDocument } from '../harness/documents.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

const FUNCTIONS = join(packageRoot(), 'test', 'fixtures', 'functions');
const ROWS = join(FUNCTIONS, 'rows.ts');
const FAULTY = join(FUNCTIONS, 'faulty.mjs');
/** As little as can be: one run of each. */
const ONCE = ['--runs', '1', '--quick', '--no-progress'];

it('recommends nothing from one run of each, in text as in JSON', async () => {
  const args = ['compare', 'threads', 'loop', ...ONCE, '--units', '8'];
  const because = 'too few runs: 1 of each, and an interval needs 5';
  expect(compareDocument(await concur([...args, '--json'])).recommendation).toEqual({
    engine: null,
    workers: null,
    because,
  });
  expect((await concur([...args, '-q'])).stdout).toContain(`No recommendation: ${because}`);
});

const once = (...args: string[]) => concur(['compare', ...args, ...ONCE]);
const onceJson = async (...args: string[]) => compareDocument(await once(...args, '--json'));

describe('a comparison', () => {
  it('runs the four engines interleaved, and is one valid document', async () => {
    const ended = await concur(['compare', '--quick', '--units', '96', '--json']);
    const report = compareDocument(ended);
    expect(report.results.map(({ engine }) => engine)).toEqual(['loop', 'threads', 'processes', 'pool']);
    expect(ended.code).toBe(0);
    expect(ended.orphans).toEqual([]);
    for (const {
      engine,
      runs,
      startupNs,
      workNs,
      totalNs,
      firstResultNs,
      r,
      cpuNs,
      roundTripNs,
      digest,
    } of report.results) {
      expect(runs).toBe(5);
      expect(workNs.samples).toHaveLength(5);
      for (const stat of [startupNs, workNs, totalNs, firstResultNs]) expect(stat.median).toBeGreaterThan(0);
      const ofWork = (totalNs.median ?? 0) / (workNs.median ?? 0);
      // One loop has nobody to start, and nothing to send.
      if (engine === 'loop') expect(ofWork).toBe(1);
      else expect(ofWork).toBeGreaterThan(1);
      for (const figure of [r, cpuNs, roundTripNs]) expect(figure).toBeGreaterThan(0);
      expect(digest).toBe(report.results[0]?.digest);
    }
    // Rounds: each of them has every engine once, and they aren't all in one order.
    const orders = [1, 2, 3, 4, 5].map((round) =>
      report.runs.filter((run) => run.round === round).map(({ engine }) => engine),
    );
    for (const order of orders) expect([...order].sort()).toEqual(['loop', 'pool', 'processes', 'threads']);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
    expect(report.comparisons).toHaveLength(6 * 4);
    expect(report.recommendation.because).not.toBe('');
  });

  it.each(['clone', 'transfer', 'share'])('of messages that %s', async (how) => {
    const workload = `message:size=100KB,how=${how}`;
    const { results, warnings } = await onceJson('--workload', workload, '--units', '20');
    const engines = results.map(({ engine }) => engine);
    if (how === 'clone') return expect(engines).toContain('processes');
    expect(engines).toEqual(['loop', 'threads', 'pool']);
    expect(warnings.map(({ code }) => code)).toContain('ENGINE_LEFT_OUT');
  });

  it('of an engine with itself calls it by number', async () => {
    const { results, comparisons } = await onceJson('threads', 'threads', '--units', '100');
    expect(results.map(({ label }) => label)).toEqual(['threads', 'threads#2']);
    expect(comparisons[0]).toMatchObject({ baseline: 'threads', candidate: 'threads#2' });
    expect(comparisons.every(({ call }) => call === 'inconclusive')).toBe(true);
  });

  it('runs each engine on each number of workers, however it is named', async () => {
    const args = ['threads', '--engine', 'loop', '-w', '1,2', '--units', '96'];
    const { results, runs } = await onceJson(...args);
    expect(results.map(({ label, engine, workers }) => [label, engine, workers])).toEqual([
      ['threads ×1', 'threads', 1],
      ['threads ×2', 'threads', 2],
      ['loop ×1', 'loop', 1],
      ['loop ×2', 'loop', 2],
    ]);
    expect(runs).toHaveLength(4);
  });

  it('says in plain text what a person wants to know', async () => {
    const { stdout, stderr, code } = await concur([
      'compare',
      'threads',
      'processes',
      '--quick',
      '--units',
      '96',
    ]);
    expect(code).toBe(0);
    for (const word of ['threads', 'processes', 'start-up', 'work', 'speed-up', 'more columns']) {
      expect(stdout).toContain(word);
    }
    expect(stderr).toContain('compute: 96 units on threads, processes');
    expect(stdout).not.toContain('undefined');
    expect(stdout).not.toContain('NaN');
  });

  it('with a dry run says what it would do, and does nothing', async () => {
    const report = compareDocument(await concur(['compare', '--dry-run', '--json']));
    expect([report.results, report.runs]).toEqual([[], []]);
    expect(report.planned?.candidates.map(({ label }) => label)).toEqual([
      'loop',
      'threads',
      'processes',
      'pool',
    ]);
  });
});

describe('a function of the user’s', () => {
  it('in TypeScript, with inputs, gives the same on every engine', async () => {
    const input = join(temporaryFolder(), 'rows.ndjson');
    writeFileSync(input, Array.from({ length: 40 }, (_, id) => `{"id":${id}}\n`).join(''));
    const { results, workload, warnings } = await onceJson(`${ROWS}#hashRow`, '--input', input);
    expect(workload).toMatchObject({ name: 'hashRow', source: `${ROWS}#hashRow`, units: 40 });
    expect(results).toHaveLength(4);
    expect(new Set(results.map(({ digest }) => digest)).size).toBe(1);
    expect(warnings.map(({ code }) => code)).toContain('TYPESCRIPT');
    // Rows have to get there, and results back.
    for (const { transferNs } of results) expect(transferNs.median).toBeGreaterThan(0);
  });

  it.each([
    ['TypeScript, asynchronous, the default export', ROWS, 'default'],
    ['TypeScript that waits at its top level', `${join(FUNCTIONS, 'late.ts')}#triple`, 'triple'],
    ['CommonJS', join(FUNCTIONS, 'common.cjs'), 'default'],
    ['CommonJS, by its name', `${join(FUNCTIONS, 'common.cjs')}#twice`, 'twice'],
  ])('in %s', async (_what, source, name) => {
    const { results, workload } = await onceJson(source, '--units', '12');
    expect(workload.name).toBe(name);
    expect(results).toHaveLength(4);
  });

  it.each([
    ['throwsAtSeven', /unit 7 threw RangeError: seven is too much \(.*faulty\.mjs:3:\d+\)/],
    ['givesFunctions', /the result of unit 5 can’t be sent.*could not be cloned/],
    ['leaves', /exited with code:? 9 .*it called process\.exit\(9\) \(.*faulty\.mjs:25:\d+\)/],
  ])('that %s ends with 4, and says where', async (name, message) => {
    const ended = await once(`${FAULTY}#${name}`, '--units', '10', '--json');
    const { code, stderr, orphans } = ended;
    expect([code, orphans]).toEqual([4, []]);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(new RegExp(`faulty\\.mjs:\\d+ \\(${name}\\)`));
    expect(errorDocumentOf(ended)).toMatchObject({ command: 'compare', exit: { code: 4 } });
    expect(stderr).not.toContain('    at ');
  });

  it('whose result differs from one engine to the other shows the first difference', async () => {
    const { code, stderr } = await once(`${FAULTY}#knowsItsProcess`, '--units', '10');
    expect(code).toBe(4);
    expect(stderr).toMatch(/the results differ: unit 3 is \{"pid":\d+\} \(\w+, run 1\) and \{"pid":\d+\}/);
  });

  it('that never ends is ended by --timeout, and named', async () => {
    const { code, stderr, orphans } = await once(`${FAULTY}#neverEnds`, '--units', '4', '--timeout', '2s');
    expect([code, orphans]).toEqual([124, []]);
    expect(stderr).toMatch(/--timeout: 2\.00 s elapsed before .*faulty\.mjs:7 \(neverEnds\) returned once/);
  });

  it.each([
    [[`${FAULTY}#throwsAtSevn`], /exports no function throwsAtSevn .*Did you mean throwsAtSeven\?/],
    [[`${FAULTY}#notAFunction`], /exports no function notAFunction/],
    [[`${FAULTY}`], /has no default export that is a function/],
    [['./nowhere.ts#f'], /\.\/nowhere\.ts is not a file/],
    [['thredas'], /neither an engine .*nor a module\nDid you mean threads\?/],
    [[ROWS, '--workload', 'compute'], /exclude each other/],
    [['--input', ROWS], /--input needs your own function/],
    [[ROWS, '--input', '/nowhere.ndjson'], /--input \/nowhere\.ndjson can’t be read/],
    [[ROWS, '--input', ROWS], /line 1 is not JSON/],
    [[ROWS, '--input', '/dev/null'], /\/dev\/null is empty/],
    [['processes', '--workload', 'message:how=share'], /processes can’t do this/],
    [['--workload', 'primse'], /Did you mean --workload primes\?/],
    [['--units', '2', '-w', '4'], /2 units are too few for 4 workers/],
    [['--margin', '5'], /--margin 5 is not a share/],
    [['--baseline', '/nowhere.json'], /--baseline \/nowhere\.json can’t be read/],
    [['--baseline', join(packageRoot(), 'package.json')], /is JSON, but not a document of concur/],
  ])('%j is a usage error with its reason', async (args, message) => {
    const { code, stderr } = await once(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('whose module is broken ends with 4', async () => {
    const { code, stderr } = await once(join(FUNCTIONS, 'broken.mjs'));
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /the module can’t be loaded: Error: this module is broken \(.*broken\.mjs:1:\d+\)/,
    );
  });
});

describe('a baseline', () => {
  it('of the same work is met or missed', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'baseline.json');
    const small = ['compare', 'threads', '--units', '240', '--runs', '5', '--quick', '--no-progress'];
    await concur([...small, '--export', `json=${file}`]);
    const now = compareDocument(
      await concur([...small, '--baseline', file, '--max-regress', '99%', '--json']),
    );
    expect(now.regressions).toHaveLength(1);
    expect(now.exit.code).toBe(0);
    // A past in which everything took a thousandth of the time can't be met.
    const past = JSON.parse(readFileSync(file, 'utf8'));
    for (const { workNs } of past.results) workNs.samples = workNs.samples.map((ns: number) => ns / 1000);
    for (const run of past.runs) run.cpuNs /= 1000;
    writeFileSync(file, JSON.stringify(past));
    const slower = await concur([...small, '--baseline', file, '--json']);
    expect(compareDocument(slower).regressions?.[0]?.outcome).toBe('fail');
    expect(slower.code).toBe(1);
    // Another machine's, and another work's, are refused before anything runs.
    writeFileSync(file, JSON.stringify({ ...past, machine: { ...past.machine, cpuModel: 'another' } }));
    const refused = await concur([...small, '--baseline', file]);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/another machine: cpuModel/)]);
  });
});

describe('its end', () => {
  it('on Ctrl-C keeps what was measured', async () => {
    const file = join(temporaryFolder(), 'report.json');
    const args = ['compare', '--units', '48', '--runs', '400', '--json-stream', '--export', `json=${file}`];
    const run = startConcur(args);
    const hasRun = () => run.stdout.includes('"series-run"') || run.child.exitCode !== null;
    while (!hasRun()) await new Promise((resolve) => setTimeout(resolve, 20));
    run.child.kill('SIGINT');
    const ended = await run.end();
    const report = compareDocument({ ...ended, stdout: readFileSync(file, 'utf8') });
    expect([ended.code, report.exit.code, ended.orphans]).toEqual([130, 130, []]);
    expect(report.runs.length).toBeGreaterThan(0);
    expect(report.warnings.map(({ code }) => code)).toContain('TOO_FEW_RUNS');
  });

  it('comes with the budget', async () => {
    const { runs, warnings } = compareDocument(
      await concur(['compare', '--budget', '1s', '--runs', '1000', '--units', '48', '--json']),
    );
    expect(runs.length).toBeLessThan(1000);
    expect(warnings.map(({ code }) => code)).toContain('TOO_FEW_RUNS');
  });
});

describe('a stream of events', () => {
  it('has a line for each run, and the report last', async () => {
    const { stdout } = await once('threads', 'loop', '--units', '24', '--json-stream');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual([
      'series-start',
      'series-run',
      'series-run',
      'series-end',
      'report',
    ]);
    expect(events[0].names).toEqual(['threads', 'loop']);
    expect(events[1].run.workNs).toBeGreaterThan(0);
    expect(events[4].report.runs).toEqual([events[1].run, events[2].run]);
  });
});

describe('exports', () => {
  it('are json, csv, Markdown, AsciiDoc and text', async () => {
    const folder = temporaryFolder();
    const file = (format: string) => join(folder, `report.${format}`);
    const formats = ['json', 'csv', 'md', 'adoc', 'text'];
    const args = formats.flatMap((format) => ['--export', `${format}=${file(format)}`]);
    await once('threads', '--units', '24', ...args);
    const [json, csv, md, adoc, text] = formats.map((format) => readFileSync(file(format), 'utf8'));
    expect(JSON.parse(json as string).schema).toBe('concur/compare@1');
    expect(csv?.split('\r\n')).toHaveLength(3);
    expect(md).toContain('| threads |');
    expect(adoc).toContain('|===');
    expect(text).toContain('threads');
  });
});
