import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../scenarios/index.ts';
import { seededRandom, shuffled } from '../../src/base/random.ts';
import type { DemoReport } from '../../src/model/documents/report.ts';
import { CONCUR, concur, documentOf, NODE, Run } from '../harness/concur.ts';
import { noRedis } from '../harness/redis.ts';
import { schemaErrors } from '../harness/schema.ts';

const NAMES = SCENARIOS.map(({ name }) => name);
const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function document(...args: string[]): Promise<DemoReport> {
  return documentOf(await concur(['demo', ...args, '--json', '--no-progress']));
}

describe('every experiment, run for real', () => {
  let report: DemoReport;
  beforeAll(async () => {
    report = await document('--all', '--quick');
  }, 180_000);

  it('gives one valid document', () => {
    expect(schemaErrors('demo', report)).toEqual([]);
    expect(report.scenarios.map(({ name }) => name)).toEqual(NAMES);
  });

  it.each(NAMES)('%s is never found false here, and says why it is what it is', (name) => {
    const result = report.scenarios.find((scenario) => scenario.name === name);
    const without = name === 'machines' && noRedis !== null;
    const told = result?.because.join('; ') ?? 'it isn’t there';
    expect(without ? ['skipped'] : ['holds', 'inconclusive'], told).toContain(result?.outcome);
    expect(result?.because.join('')).not.toBe('');
    expect(result?.trials.every(({ state }) => state === 'ok')).toBe(true);
  });

  it('tells apart what was asked and what the kernel answered', () => {
    const workers = report.scenarios.find(({ name }) => name === 'multicore')?.trials[0]?.workers ?? [];
    expect(workers.length).toBeGreaterThan(0);
    for (const worker of workers) {
      expect(worker.pin).toEqual({ state: 'held', cpus: [worker.askedCpu], why: null });
      expect(worker.unitsDone).toBe(worker.units);
      expect(worker.tid).toBe(worker.pid);
    }
  });

  it('conserves time: running and waiting never exceed what passed', () => {
    for (const { workers } of report.scenarios.flatMap(({ trials }) => trials)) {
      for (const { runNs, runDelayNs, startNs, endNs } of workers) {
        if (runNs === null || runDelayNs === null || startNs === null || endNs === null) continue;
        // Half a second is for clocks that are read one after the other: between them a worker may lose its core.
        expect(runNs + runDelayNs).toBeLessThanOrEqual(endNs - startNs + 500e6);
      }
    }
  });
});

describe('options of demo', () => {
  it('wraps round and says so when there are more workers than CPUs', async () => {
    const report = await document(
      'multicore',
      '--cores',
      '0',
      '-w',
      '3',
      '--steps',
      '2',
      '--step-time',
      '5ms',
    );
    expect(report.scenarios[0]?.trials[0]?.workers.map(({ askedCpu }) => askedCpu)).toEqual([0, 0, 0]);
    expect(report.warnings.map(({ code }) => code)).toContain('WORKERS_SHARE_CPUS');
  });

  it.each(['threads', 'processes', 'pool', 'loop'])('runs multicore on --engine %s', async (engine) => {
    const report = await document('multicore', '--engine', engine, '--steps', '4', '--step-time', '5ms');
    const workers = report.scenarios[0]?.trials[0]?.workers ?? [];
    expect(workers.map((worker) => [worker.engine, worker.unitsDone])).toEqual(
      workers.map(() => [engine, 4]),
    );
    expect(report.exit.code).toBe(0);
  });

  it('leaves workers alone with --pin none', async () => {
    const report = await document('multicore', '--pin', 'none', '--steps', '2', '--step-time', '5ms');
    expect(report.scenarios[0]?.trials[0]?.workers.map(({ pin }) => pin.state)).toContain('off');
    expect(report.scenarios[0]?.claims.map(({ id }) => id)).not.toContain('pins-held');
  });

  it('says which options an experiment has no use for', async () => {
    const report = await document('daemon', '--quick', '--steps', '3');
    expect(report.warnings).toMatchObject([{ code: 'OPTION_NOT_USED' }]);
  });

  it('runs 64 workers on the CPUs that there are', async () => {
    const report = await document('multicore', '-w', '64', '--steps', '4', '--step-time', '20ms');
    expect(report.scenarios[0]?.trials[0]?.workers.map(({ unitsDone }) => unitsDone)).toEqual(
      new Array(64).fill(4),
    );
  });

  it('runs nothing with --dry-run, and shows the plan', async () => {
    const report = await document('affinity', '--dry-run');
    expect(schemaErrors('demo', report)).toEqual([]);
    expect(report.scenarios[0]).toMatchObject({ outcome: 'skipped', trials: [] });
    expect(report.scenarios[0]?.plan?.trials.map(({ label }) => label)).toContain('same core');
    expect((await concur(['demo', 'affinity', '--dry-run'])).stdout).toContain('would run: same core');
  });

  it('runs trials that are compared in the order that the seed gives', async () => {
    const { stdout } = await concur(['demo', 'affinity', '--quick', '--seed', '7', '--json-stream']);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const ran = events.filter(({ type }) => type === 'trial-start').map(({ trial }) => trial);
    const declared = events.at(-1).report.scenarios[0].trials.map(({ label }: { label: string }) => label);
    expect(ran).toEqual(shuffled(declared, seededRandom(7)));
    expect(ran).not.toEqual(declared);
  });

  it('prints the code that ran with --source', async () => {
    const { stdout } = await concur(['demo', 'threads', '--quick', '--source', '--no-progress']);
    expect(stdout).toContain("name: 'threads'");
    expect(stdout).toContain('export const createWork');
  });

  it('prints one line per experiment with -q', async () => {
    const { stdout, stderr } = await concur(['demo', 'threads', 'processes', '--quick', '-q']);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^threads: holds, because .*\nprocesses: holds, because .*\n$/);
  });

  it('streams one JSON event a line, the whole report last', async () => {
    const { stdout } = await concur(['demo', 'threads', '--quick', '--json-stream', '--no-progress']);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const types = events.map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['scenario-start', 'trial-start']);
    expect(types.filter((type) => type === 'worker-done')).toHaveLength(2);
    expect(schemaErrors('demo', events.at(-1).report)).toEqual([]);
  });

  it('ends with 124 when the time is over, with what there is', async () => {
    const ended = await concur(['demo', 'multicore', '--timeout', '400ms', '--json', '--no-progress']);
    const report = documentOf(ended);
    expect([ended.code, report.exit.code, ended.orphans]).toEqual([124, 124, []]);
    expect(report.scenarios[0]?.trials[0]?.state).toBe('interrupted');
  });
});

describe('exports', () => {
  it('writes every format that was asked for, and still prints the text', async () => {
    const file = (name: string) => join(folder, name);
    const { stdout, code } = await concur([
      ...['demo', 'threads', '--quick', '--no-progress'],
      ...['json', 'csv', 'md', 'text'].flatMap((format) => [
        '--export',
        `${format}=${file(`report.${format}`)}`,
      ]),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('HOLDS');
    expect(schemaErrors('demo', JSON.parse(readFileSync(file('report.json'), 'utf8')))).toEqual([]);
    expect(readFileSync(file('report.csv'), 'utf8').split('\r\n')).toHaveLength(4);
    expect(readFileSync(file('report.md'), 'utf8')).toContain('| what | outcome | expected | observed |');
    expect(readFileSync(file('report.text'), 'utf8')).toContain('HOLDS');
  });

  it('writes to stdout with -', async () => {
    const { stdout } = await concur(['demo', 'threads', '--quick', '--no-progress', '--export', 'csv=-']);
    expect(stdout).toMatch(/^scenario,outcome,trial,/);
  });

  it('writes what can be written when one of them can’t', async () => {
    const good = join(folder, 'good.md');
    const args = [
      'demo',
      'threads',
      '--quick',
      '--json',
      '--export',
      'csv=/dev/full',
      '--export',
      `md=${good}`,
    ];
    const ended = await concur(args);
    const report = documentOf(ended);
    expect(report.scenarios).toHaveLength(1);
    expect([ended.code, report.exit.code]).toEqual([1, 1]);
    expect(readFileSync(good, 'utf8')).toContain('## concur demo: threads: ');
  });

  it('refuses two exports to one file', async () => {
    const { code, stderr } = await concur(['demo', 'threads', '--export', 'csv=x', '--export', 'md=./x']);
    expect([code, stderr.includes('two exports write to')]).toEqual([2, true]);
  });

  it('writes into what is no file, such as a pipe', async () => {
    const shell = `'${NODE}' '${CONCUR}' demo threads --quick -q --export csv=/dev/stdout | cat`;
    const { stdout, stderr } = await new Run(['bash', '-c', shell]).end();
    expect([stderr, stdout.includes('scenario,outcome,trial')]).toEqual(['', true]);
  });

  it('loses nothing quietly on a full disk', async () => {
    const args = ['demo', 'threads', '--quick', '--no-progress', '--export', 'json=/dev/full'];
    const { code, stderr, stdout } = await concur(args);
    expect(code).toBe(1);
    expect(stderr).toContain('/dev/full could not be written: no space is left');
    expect(stdout).toContain('HOLDS');
    expect(existsSync('/dev/full')).toBe(true);
  });
});
