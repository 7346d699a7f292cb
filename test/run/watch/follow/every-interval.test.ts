import { describe, expect, it } from 'vitest';
import { type Clock, MonotonicClock } from '../../../../src/base/time/clock.ts';
import { everyInterval } from '../../../../src/run/watch/follow/every-interval.ts';

const clock = new MonotonicClock();

/** Samples so many times, each of which takes so long (ms). */
async function samples(count: number, costMs: number) {
  const at: number[] = [];
  const pace = await everyInterval(
    { clock, intervalMs: 10, signal: new AbortController().signal },
    (nowNs) => {
      at.push(nowNs);
      for (const end = clock.nowNs() + costMs * 1e6; clock.nowNs() < end; );
      return at.length < count;
    },
  );
  return { at, pace };
}

describe('looking every interval', () => {
  it('begins at once and ends when nothing is left', async () => {
    const { at, pace } = await samples(3, 0);
    expect(at).toHaveLength(3);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(5e6);
    expect(pace.longestPeriodNs).toBe(10e6);
  });

  it('leaves samples out where they cost too much, and says so', async () => {
    // A tenth of the time, where 3 % are allowed: after some samples, every third or fourth tick is enough.
    const { pace } = await samples(40, 1);
    expect(pace.longestPeriodNs).toBeGreaterThanOrEqual(20e6);
  });

  it('does not slow down for one sample that was slow', async () => {
    let count = 0;
    const signal = new AbortController().signal;
    const pace = await everyInterval({ clock, intervalMs: 50, signal }, () => {
      if (count === 0) for (const end = clock.nowNs() + 8e6; clock.nowNs() < end; );
      return ++count < 4;
    });
    expect(pace.longestPeriodNs).toBe(50e6);
  });

  it('samples a last time when the signal comes, everybody', async () => {
    const stop = new AbortController();
    const calls: boolean[] = [];
    await everyInterval({ clock, intervalMs: 10, signal: stop.signal }, (_, isLast) => {
      calls.push(isLast);
      if (calls.length === 2) queueMicrotask(() => stop.abort());
      return true;
    });
    expect(calls).toEqual([false, false, true]);
  });

  it('knows of a pause at whose end the signal comes', async () => {
    const stop = new AbortController();
    let atNs = 0;
    const pace = await everyInterval(
      { clock: { nowNs: () => atNs } as Clock, intervalMs: 10, signal: stop.signal },
      () => {
        queueMicrotask(() => {
          atNs = 1_510e6;
          stop.abort();
        });
        return true;
      },
    );
    expect(pace.longestPauseNs).toBe(1_500e6);
  });

  it('samples once where the signal has come already', async () => {
    const calls: boolean[] = [];
    await everyInterval({ clock, intervalMs: 10, signal: AbortSignal.abort() }, (_, isLast) => {
      calls.push(isLast);
      return true;
    });
    expect(calls).toEqual([true]);
  });
});
