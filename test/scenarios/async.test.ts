import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { makeSetting } from '../fixtures/builders.ts';
import {
  changed,
  claimsThat,
  judged,
  scenarioNamed,
  WITH_PYTHON,
  WITHOUT_PYTHON,
  withWorkers,
  worldOf,
} from '../fixtures/worlds.ts';

const HOLDS = worldOf('async').holds();

function inTrial(label: string, change: Parameters<typeof withWorkers>[1]): readonly Observation[] {
  return changed(HOLDS, label, (trial) => withWorkers(trial, change));
}

it('names the threads that the keys came from, and no other', () => {
  expect(judged('async', HOLDS).story[2]).toBe(
    'libuv’s pool computed the pbkdf2 keys: TID 110 with UV_THREADPOOL_SIZE=1, TID 110, 111, 112, 113 with 4',
  );
});

it('says how much waiting fits into how little time', () => {
  const { observed } = judged('async', HOLDS).claims[0] ?? {};
  expect(observed).toBe('1000 at once: 16 m 40 s of waits in 1.00 s');
});

it('shows what a pool’s process used beside what each of its threads did', () => {
  const { rows } = judged('async', HOLDS).tables.at(-1) ?? {};
  expect(rows).toEqual([
    ['pool of 1', '4000', '0.98', '0.95', '0.00', '0.05'],
    ['pool of 4', '4000', '0.98', '0.95', '2.85', '0.05'],
  ]);
});

describe('a timer beside a block', () => {
  it('proves nothing when it fired before the block had begun', () => {
    const early = inTrial('Node, a block', ({ name }) =>
      name === 'timer' ? { endNs: 0.03e9 } : { startNs: 0.05e9 },
    );
    expect(claimsThat('inconclusive', judged('async', early))).toEqual(['block']);
  });

  it('proves nothing where an end is unknown', () => {
    const endless = inTrial('Node, a block', () => ({ endNs: null }));
    expect(claimsThat('inconclusive', judged('async', endless))).toEqual(['block']);
  });
});

it('draws the line where a timer waits for all but its own interval of a slice, and for a fifth elsewhere', () => {
  const late = (medianMs: number, maxMs: number) => ({
    handled: 9,
    medianLateNs: medianMs * 1e6,
    maxLateNs: maxMs * 1e6,
  });
  const onLoop = (maxMs: number) =>
    judged(
      'async',
      inTrial('Node, slices on the loop', () => ({ finding: late(25, maxMs) })),
    );
  expect(onLoop(48).outcome).toBe('holds');
  expect(claimsThat('fails', onLoop(47.9))).toEqual(['slices']);
  const inWorker = (medianMs: number) =>
    judged(
      'async',
      inTrial('Node, slices in a worker', () => ({ finding: late(medianMs, 90) })),
    );
  expect(inWorker(5).outcome).toBe('holds');
  expect(claimsThat('fails', inWorker(5.1))).toEqual(['worker']);
});

it('is inconclusive where the kernel tells nothing of threads', () => {
  const blind = HOLDS.map((trial) =>
    withWorkers({ ...trial, r: null, d: null, kind: null }, ({ name, finding }) => ({
      runNs: null,
      ...(name.startsWith('pool') ? { finding: { threads: [] } } : {}),
      ...(name === 'setTimeout' ? { finding: { ...Object(finding), threadsMeanwhile: null } } : {}),
    })),
  );
  const result = judged('async', blind);
  expect(claimsThat('fails', result)).toEqual([]);
  expect(claimsThat('inconclusive', result)).toEqual([
    'node-no-thread-more',
    'node-hardly-runs',
    'pool-of-1',
    'pool-of-4',
    'pool-hardly-runs',
    'python-hardly-runs',
  ]);
});

it('sets the pool’s size for the process that derives keys, and for nobody else', () => {
  const { trials } = scenarioNamed('async').plan(WITH_PYTHON, makeSetting());
  const sizes = trials.map(({ slots }) => slots.map(({ env }) => env?.UV_THREADPOOL_SIZE));
  expect(sizes.flat().filter((size) => size !== undefined)).toEqual(['1', '4']);
});

it('shows Node’s waits alone where there is no Python', () => {
  const node = HOLDS.filter(({ label }) => label.startsWith('Node'));
  const result = judged('async', node, {}, WITHOUT_PYTHON);
  expect(result.tables[0]?.rows.map(([how]) => how)).toEqual(['setTimeout']);
});
