import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { allowedHere, Group, limitMissing, mostUnderQuota, tellSkipped } from '../harness/cgroup.ts';
import { concur, NODE, Run } from '../harness/concur.ts';
import { compareDocument, scaleDocument } from '../harness/documents.ts';

const FAULTY = join(packageRoot(), 'test', 'fixtures', 'functions', 'faulty.mjs');
const hasTwo = allowedHere().length > 1;
const noQuota = limitMissing('cpu') ?? (hasTwo ? null : 'one CPU is allowed here');
tellSkipped('scale under a real quota', noQuota);
tellSkipped('compare on two CPUs', hasTwo ? null : 'one CPU is allowed here');

const compare = async (...args: string[]) =>
  compareDocument(await concur(['compare', ...args, '--json', '--no-progress']));

describe.skipIf(noQuota !== null)('under a quota of one CPU and a half', () => {
  it('the curve bends there, and the text says why', async () => {
    // Runs are short here: of the usual period of 100 ms, one run can have the share of two.
    const periodUs = 10_000;
    const group = new Group('cpu').quota(1.5, periodUs);
    const ended = await group.concur('scale', '-w', '1..3', '--runs', '5', '--quick', '--json');
    const report = scaleDocument(ended);
    for (const { r, throughputX, workNs } of report.points) {
      expect(r).toBeLessThan(mostUnderQuota(1.5, periodUs, workNs.min ?? 0));
      expect(throughputX).toBeGreaterThan(0);
    }
    expect(report.because).toMatch(/a quota allows 1\.50 of the \d+ CPUs|the most that was tried/);
    expect(ended.orphans).toEqual([]);
  });
});

describe.skipIf(!hasTwo)('what the kernel says of the work', () => {
  it('is one core’s worth of a loop, and that threads and processes wanted two at once', async () => {
    const { results } = await compare(
      'loop',
      'threads',
      'processes',
      '-w',
      '2',
      '--runs',
      '3',
      '--units',
      '4608',
    );
    for (const { engine, r, d } of results) {
      // Whatever the neighbours take of it shows in D.
      const wanted = (r ?? 0) + (d ?? 0);
      if (engine === 'loop') expect(r).toBeLessThan(1.15);
      else expect(wanted).toBeGreaterThan(1.6);
      expect(r).toBeLessThan(2.1);
    }
  });

  it('is next to nothing where workers sleep', async () => {
    const { results } = await compare('--workload', 'sleep', '--runs', '2', '--units', '40');
    for (const { r } of results) expect(r).toBeLessThan(0.6);
  });

  it('counts libuv’s pool, which works for threads that wait', async () => {
    const { results } = await compare(
      'threads',
      'processes',
      '--workload',
      'pbkdf2',
      '--runs',
      '2',
      '--units',
      '96',
    );
    for (const { r, cpuNs } of results) {
      expect(r).toBeGreaterThan(0.3);
      expect(cpuNs).toBeGreaterThan(10e6);
    }
  });

  it('is memory of its own for each process', async () => {
    const { results } = await compare('processes', '--runs', '2', '--units', '96', '-w', '2');
    expect(results[0]?.pssBytesPerWorker).toBeGreaterThan(5e6);
  });
});

describe('a warm-up', () => {
  it('leaves the inputs as they were', async () => {
    const input = join(temporaryFolder(), 'rows.ndjson');
    writeFileSync(input, Array.from({ length: 12 }, (_, row) => `[${row},3,1,2]\n`).join(''));
    // Its result is its input before it was sorted: sorted once before, it would differ from the first run's.
    const { results } = await compare(`${FAULTY}#sortsInPlace`, '--input', input, '--runs', '2');
    expect(results).toHaveLength(4);
    expect(new Set(results.map(({ digest }) => digest)).size).toBe(1);
  });
});

it('a program gets what it needs from compare()', async () => {
  const program = join(packageRoot(), 'test', 'harness', 'compare-cases.mjs');
  const index = join(packageRoot(), 'dist', 'index.js');
  const { stdout, stderr, orphans } = await new Run([NODE, program, index, FAULTY]).end();
  expect([stderr, orphans]).toEqual(['', []]);
  const outcomes = JSON.parse(stdout);
  expect(
    outcomes.function.results.map(({ label, runs }: { label: string; runs: number }) => [label, runs]),
  ).toEqual([
    ['threads', 2],
    ['processes', 2],
  ]);
  expect(outcomes.function.because).not.toBe('');
  expect(outcomes.builtIn.results).toHaveLength(2);
  expect(outcomes.throws).toMatchObject({
    code: 'USER_CODE',
    message: expect.stringContaining('unit 7 threw RangeError'),
  });
  expect(outcomes.uncloneable).toMatchObject({
    code: 'USER_CODE',
    message: expect.stringContaining('can’t be sent'),
  });
  expect(outcomes.tooFew).toMatchObject({
    code: 'USAGE',
    message: '1 unit is too few for 4 workers',
    hint: 'Pass units: 40, or workers: 1.',
  });
  expect(outcomes.impossible).toMatchObject({ code: 'USAGE', hint: 'Leave processes out of engines.' });
  expect(outcomes.unknown).toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(/^there is no workload “primez”; there are compute, primes/),
    hint: "Did you mean 'primes'?",
  });
  expect(outcomes.idleInputs).toMatchObject({
    error: 'TypeError',
    message: 'compare: inputs need a function to call with them, and primes is built-in work',
  });
  expect(outcomes.wrongOption).toMatchObject({
    error: 'TypeError',
    message: expect.stringContaining('Did you mean workers?'),
  });
  expect(outcomes.aborted).toMatchObject({ error: 'Error', message: 'enough' });
});
