import { describe, expect, it } from 'vitest';
import type { CreateWork } from '../../src/model/trial/workload.ts';
import { createWork as mapInputs } from '../../src/workloads/experiments/map-inputs.ts';
import { createWork as nodeCalls } from '../../src/workloads/experiments/node-calls.ts';
import { createWork as sleeper } from '../../src/workloads/experiments/sleeper.ts';
import { createWork as twoLocks } from '../../src/workloads/experiments/two-locks.ts';
import { workHost } from '../fixtures/work-host.ts';

// What experiments' work finds out, in this thread: beside others it is tried by running the experiments.

const shared = () => new SharedArrayBuffer(1024);

async function findingOf(
  create: CreateWork,
  params: Parameters<CreateWork>[0],
  units: number,
  memory = shared(),
): Promise<unknown> {
  const work = await create(params, workHost({ shared: memory }));
  await work.run(units);
  return work.finding?.();
}

describe('a map’s part', () => {
  const part = { first: 1, stride: 2, napMs: 1, timeoutMs: 30, failing: [3], slow: [5] };

  it('collects what throws and what never comes back, and goes on', async () => {
    const memory = shared();
    expect(await findingOf(mapInputs, part, 4, memory)).toMatchObject({
      tried: 4,
      errors: [{ input: 3, message: 'input 3 is invalid' }],
      timeouts: [5],
    });
    expect(new Int32Array(memory)[0]).toBe(2);
  });

  it('gives up no input because its thread was held up meanwhile, however long', async () => {
    const cell = new Int32Array(new SharedArrayBuffer(4));
    const stalls = setInterval(() => Atomics.wait(cell, 0, 0, 2 * part.timeoutMs), 3 * part.timeoutMs);
    const found = await findingOf(mapInputs, { ...part, napMs: 5, failing: [], slow: [] }, 100);
    clearInterval(stalls);
    expect(found).toMatchObject({ tried: 100, errors: [], timeouts: [] });
  });

  it('gives the same sum whoever shares it out', async () => {
    const sumOf = async (first: number, stride: number, units: number) =>
      (
        (await findingOf(mapInputs, { ...part, first, stride, failing: [], slow: [] }, units)) as {
          sum: number;
        }
      ).sum;
    const [all, even, odd] = [await sumOf(0, 1, 6), await sumOf(0, 2, 3), await sumOf(1, 2, 3)];
    expect((even + odd) % 2 ** 32).toBe(all);
  });
});

describe('two locks', () => {
  const params = { me: 0, first: 0, timeoutMs: 5, meet: false };

  it('are had as often as they are free', async () => {
    expect(await findingOf(twoLocks, params, 3)).toEqual({ rounds: 3, stuck: null });
  });

  it('that somebody holds are given up after their time, and told', async () => {
    const memory = shared();
    new Int32Array(memory)[1] = 2;
    expect(await findingOf(twoLocks, params, 1, memory)).toEqual({
      rounds: 0,
      stuck: { holds: 0, wants: 1, owner: 1 },
    });
  });
});

it('a sleeper tells how many sleeps there were, and none was too short', async () => {
  const found = (await findingOf(sleeper, { napMs: 1 }, 5)) as {
    naps: number;
    medianNs: number;
    medianUnqueuedNs: number;
  };
  expect(found.naps).toBe(5);
  expect(found.medianNs).toBeGreaterThan(-0.1e6);
  // Without the time that it was queued there is no more of it, and nothing below 0.
  expect(found.medianUnqueuedNs).toBeLessThanOrEqual(Math.max(0, found.medianNs));
  expect(found.medianUnqueuedNs).toBeGreaterThanOrEqual(0);
});

it('calls of Node are told one by one, a user’s own last', async () => {
  const found = (await findingOf(nodeCalls, { calls: ['a loop', 'pbkdf2'], own: null, callMs: 5 }, 2)) as {
    call: string;
    count: number;
  }[];
  expect(found.map(({ call }) => call)).toEqual(['a loop', 'pbkdf2']);
  for (const { count } of found) expect(count).toBeGreaterThan(0);
});
