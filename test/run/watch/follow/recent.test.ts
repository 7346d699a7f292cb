import { describe, expect, it } from 'vitest';
import { WaitLog } from '../../../../src/machine/follow/waits/wait-log.ts';
import { type Clocked, RecentTimes, recentCores } from '../../../../src/run/watch/follow/recent.ts';
import { waitIn } from '../../../fixtures/waits.ts';

/** A thread that has run and waited so long since it was born at 0, in ms. */
function thread(state: { untilMs: number; ranMs: number; waitedMs?: number }): Clocked {
  return {
    comm: 'w1',
    pid: 1,
    tid: 2,
    cpu: 0,
    migrations: 0,
    sinceNs: 0,
    untilNs: state.untilMs * 1e6,
    runNs: state.ranMs * 1e6,
    runDelayNs: (state.waitedMs ?? 0) * 1e6,
    waits: null,
  };
}

describe('what a thread did lately', () => {
  it('is what it did since it was born, at first', () => {
    const [recent] = new RecentTimes().of([thread({ untilMs: 200, ranMs: 50, waitedMs: 100 })]);
    expect(recent).toMatchObject({ runNs: 50e6, runDelayNs: 100e6, blockedNs: 50e6 });
  });

  it('forgets what was more than two seconds ago', () => {
    const times = new RecentTimes();
    const one = { ...thread({ untilMs: 0, ranMs: 0 }) };
    let running = Number.NaN;
    // Busy for ten seconds, then asleep for three.
    for (let ms = 100; ms <= 13_000; ms += 100) {
      Object.assign(one, { untilNs: ms * 1e6, runNs: Math.min(ms, 10_000) * 1e6 });
      running = recentCores(times.of([one])).r;
      if (ms === 9_000) expect(running).toBeCloseTo(1, 5);
    }
    expect(running).toBe(0);
  });

  it('never is more than all of the time', () => {
    const [recent] = new RecentTimes().of([thread({ untilMs: 100, ranMs: 104, waitedMs: 10 })]);
    expect(recent).toMatchObject({ runNs: 100e6, runDelayNs: 0, blockedNs: 0 });
  });

  it('has what it was blocked in, as samples found it, and forgets that as well', () => {
    const times = new RecentTimes();
    const log = new WaitLog();
    const [lock, sleep] = [waitIn({ kind: 'lock' }), waitIn({ kind: 'sleep' })];
    const one = { ...thread({ untilMs: 0, ranMs: 0 }), waits: { log } };
    const at = (ms: number) => {
      Object.assign(one, { untilNs: ms * 1e6 });
      return times.of([one])[0]?.waits;
    };
    log.pass(0, 0, lock);
    log.pass(500e6, 500e6, 'same');
    expect(at(500)).toMatchObject({ lock: 500e6, sleep: 0 });
    log.pass(1_000e6, 500e6, sleep);
    expect(at(1_000)).toMatchObject({ lock: 750e6, sleep: 250e6 });
    for (let ms = 1_500; ms <= 4_000; ms += 500) {
      log.pass(ms * 1e6, 500e6, 'same');
      if (ms < 4_000) at(ms);
    }
    expect(at(4_000)).toMatchObject({ lock: 0, sleep: 2_000e6 });
  });

  it('has no waits where nobody asked for them', () => {
    const [recent] = new RecentTimes().of([thread({ untilMs: 200, ranMs: 50 })]);
    expect(recent?.waits).toMatchObject({ lock: null, sleep: null });
  });
});
