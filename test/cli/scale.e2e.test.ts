import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { readMachine } from '../../src/machine/read-machine.ts';
import { concur } from '../harness/concur.ts';
import { scaleDocument } from '../harness/documents.ts';

const FAST = ['--quick', '--no-progress'];
const ROWS = join(packageRoot(), 'test', 'fixtures', 'functions', 'rows.ts');

describe('a scaling curve', () => {
  it('goes up to twice the usable CPUs, and is one valid document', async () => {
    const { allowedCpus } = await readMachine(undefined, process.env.PATH);
    const ended = await concur(['scale', ...FAST, '--runs', '5', '--units', '480', '--json']);
    const report = scaleDocument(ended);
    expect(ended.orphans).toEqual([]);
    expect(report.points[0]).toMatchObject({ workers: 1, throughputX: 1, efficiency: 1 });
    expect(report.points.at(-1)?.workers).toBe(allowedCpus.length * 2);
    for (const { throughputX, efficiency, workers } of report.points) {
      expect(efficiency).toBeCloseTo(throughputX / workers, 9);
    }
    expect(report.knee).toBeGreaterThan(0);
    expect(report.recommendedWorkers).toBeGreaterThan(0);
    expect(report.predicted).toHaveLength(report.fit === null ? 0 : 1);
  });

  it('tries the counts that were asked for, and one worker always', async () => {
    const { points, engine, predicted, recommendedWorkers, knee, fit } = scaleDocument(
      await concur([
        'scale',
        ...FAST,
        '--runs',
        '1',
        '-w',
        '2,3',
        '--engine',
        'processes',
        '--predict',
        '8,16',
        '--json',
      ]),
    );
    expect(points.map(({ workers }) => workers)).toEqual([1, 2, 3]);
    expect(engine).toBe('processes');
    // Of one run each.
    expect([recommendedWorkers, knee]).toEqual([null, null]);
    expect(predicted.map(({ workers }) => workers)).toEqual([8, 16]);
    for (const { selected } of predicted) expect(selected).toBe(fit !== null);
  });

  it('of calls that wait on one loop has a law of their number, or none', async () => {
    const { points, fit, predicted } = scaleDocument(
      await concur([
        'scale',
        '--engine',
        'loop',
        '--workload',
        'sleep:time=20ms',
        '--units',
        '32',
        '-w',
        '1,8,32',
        ...['--runs', '5', '--no-progress', '--json'],
      ]),
    );
    const most = Math.max(...points.map(({ throughputX }) => throughputX));
    expect(most).toBeGreaterThan(8);
    if (fit !== null) expect(fit.residual).toBeLessThanOrEqual(most / 10);
    for (const { workers } of predicted) expect(points.map((point) => point.workers)).not.toContain(workers);
  });

  it('of a function of the user’s', async () => {
    const { workload, points } = scaleDocument(
      await concur(['scale', ROWS, ...FAST, '--runs', '1', '-w', '1..2', '--units', '20', '--json']),
    );
    expect(workload.name).toBe('default');
    expect(points).toHaveLength(2);
  });

  it('runs on the engine that is named, as a word or by its option', async () => {
    const words = ['--units', '8', '-w', '1', '--runs', '1', '--json'];
    const engineOf = async (...named: string[]) =>
      scaleDocument(await concur(['scale', ROWS, ...FAST, ...words, ...named])).engine;
    expect(await engineOf('processes')).toBe('processes');
    expect(await engineOf('--engine', 'processes')).toBe('processes');
  });

  it('is drawn for people', async () => {
    const { stdout, stderr, code } = await concur([
      'scale',
      '--quick',
      '--runs',
      '1',
      '-w',
      '1..2',
      '--units',
      '96',
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('compute: 96 units on threads, 1, 2 workers');
    for (const word of ['workers', 'throughput', 'efficiency', 'busy', 'queued'])
      expect(stdout).toContain(word);
    expect(stdout).not.toMatch(/undefined|NaN/);
  });

  it('with a dry run says what it would do', async () => {
    const report = scaleDocument(await concur(['scale', '--dry-run', '-w', '1..4', '--json']));
    expect(report.points).toEqual([]);
    expect(report.planned?.candidates.map(({ workers }) => workers)).toEqual([1, 2, 3, 4]);
  });

  it.each([
    [['-w', '0'], /-w 0 is not a list of numbers/],
    [['-w', '4..2'], /-w 4\.\.2 is not a list/],
    [['-w', 'many'], /-w many is not a list/],
    [['-w', '1..8', '--units', '4'], /4 units are too few for 8 workers/],
    [['--predict', 'x'], /--predict x is not a list/],
    [['--engine', 'thread'], /Did you mean --engine threads\?/],
    [['./nowhere.mjs'], /is not a file/],
    [['make'], /“make” is not a module\n.*a command behind --: concur scale -w 1\.\.8 -- make -j\{w\}/],
    [['make', 'all'], /scale takes one function: make all\nA command follows --, \{w\} in place/],
    [['loop', 'pool'], /one engine at a time, not loop and pool\nRun it for each: --engine loop\. /],
  ])('%j is a usage error with its reason', async (args, message) => {
    const { code, stderr } = await concur(['scale', ...args]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
