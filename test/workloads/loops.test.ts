import { readlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Work } from '../../src/model/trial/workload.ts';
import type { Lateness } from '../../src/scenario-api/judge/lateness.ts';
import { createWork as block } from '../../src/workloads/experiments/block.ts';
import { createWork as keys } from '../../src/workloads/experiments/derive-keys.ts';
import { createWork as ticks } from '../../src/workloads/experiments/ticks.ts';
import { createWork as waits } from '../../src/workloads/experiments/waits.ts';
import { workHost } from '../fixtures/work-host.ts';

function findingOf<Found>(work: Work): Found {
  return work.finding?.() as Found;
}

describe('waits', () => {
  it('are all under way at once, and take no thread', async () => {
    const work = await waits({ waits: 50, waitMs: 20 }, workHost());
    await work.run(2);
    const found = findingOf<Record<string, number>>(work);
    expect(found).toMatchObject({ waits: 50, mostAtOnce: 50, threadsMeanwhile: found.threadsBefore });
    // libuv's clock counts in whole milliseconds.
    expect(found.waitedNs).toBeGreaterThan(2 * 50 * 19e6);
  });
});

describe('a block', () => {
  it('lets nothing else go on until it is over', async () => {
    const work = await block({ blockMs: 15 }, workHost());
    let fired = false;
    const timer = setTimeout(1).then(() => {
      fired = true;
    });
    const startMs = performance.now();
    expect(work.run(2)).toBeUndefined();
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(30);
    expect(fired).toBe(false);
    await timer;
    expect(work.digest()).toBe('2 blocks');
  });
});

describe('ticks', () => {
  async function lateness(disturb: () => void): Promise<Lateness> {
    const work = await ticks({ everyMs: 10 }, workHost());
    const ticking = work.run(6);
    await setTimeout(5);
    disturb();
    await ticking;
    return findingOf<Lateness>(work);
  }

  it('are as late as the block that they wait for, each less than the one before', async () => {
    const blocker = await block({ blockMs: 60 }, workHost());
    const { handled, maxLateNs, medianLateNs } = await lateness(() => void blocker.run(1));
    expect(handled).toBeGreaterThanOrEqual(6);
    expect(maxLateNs).toBeGreaterThanOrEqual(50e6);
    expect(medianLateNs).toBeLessThan(maxLateNs);
  });

  it('that nobody waited for are handled as well, and count for no unit', async () => {
    const work = await ticks({ everyMs: 1 }, workHost());
    await work.run(1);
    await setTimeout(20);
    const ahead = findingOf<Lateness>(work).handled;
    expect(ahead).toBeGreaterThan(5);
    await work.run(3);
    expect(findingOf<Lateness>(work).handled).toBeGreaterThanOrEqual(ahead + 3);
  });
});

describe('keys', () => {
  it('are derived by threads that the JavaScript doesn’t run on', async () => {
    const work = await keys({ keys: 2, iterations: 400_000 }, workHost());
    await work.run(1);
    const { threads } = findingOf<{ threads: { tid: number; runNs: number }[] }>(work);
    const own = Number(readlinkSync('/proc/thread-self').split('/')[2]);
    const ranNs = (isOwn: boolean) =>
      threads.filter(({ tid }) => (tid === own) === isOwn).reduce((sum, { runNs }) => sum + runNs, 0);
    expect(ranNs(false)).toBeGreaterThan(ranNs(true));
    expect(work.digest()).toMatch(/^[0-9a-f]{40}$/);
  });
});
