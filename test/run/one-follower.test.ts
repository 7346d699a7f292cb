import fc from 'fast-check';
import { expect, it } from 'vitest';
import { observe, totalsOf } from '../../src/machine/follow/observe.ts';
import type { FollowedThread } from '../../src/machine/follow/thread/thread.ts';
import { CpuSampler } from '../../src/run/trial/follow/cpu-sampler.ts';
import { Follower } from '../../src/run/watch/follow/follower.ts';
import { busyThreads } from '../../src/stats/busy-threads.ts';
import { FakeProc } from '../fixtures/fake-proc.ts';

// A trial, a watch and assertParallel follow threads for their own ends, and mean the same by what they find.

const TIDS = [10, 11, 12] as const;
const OBSERVER = 19;
const OBSERVING = { pid: 10, ownTid: OBSERVER, callerTid: 10, isAlone: true, busyBefore: new Set<number>() };
const PERIOD_NS = 20e6;

/** What a thread does between two samples: it runs, waits for a core, or moves to another one, which it then runs on. */
const step = fc.record({
  ranNs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: PERIOD_NS })),
  delayNs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: PERIOD_NS })),
  cpu: fc.nat({ max: 3 }),
});
const steps = fc.array(fc.tuple(step, step, step), { minLength: 1, maxLength: 6 });

const figuresOf = ({ tid, runNs, runDelayNs, migrations }: FollowedThread) => ({
  tid,
  runNs,
  runDelayNs,
  migrations,
});

it('a trial, a watch and an observer find the same in the same threads', () => {
  fc.assert(
    fc.property(steps, (rounds) => {
      const proc = new FakeProc();
      const state = TIDS.map((tid) => ({ pid: 10, tid, cpu: 0, runNs: 1000, runDelayNs: 0 }));
      for (const thread of [...state, { pid: 10, tid: OBSERVER }]) proc.put(thread);
      let nowNs = 0;

      const sampler = new CpuSampler(proc.sysroot);
      const inTrial = TIDS.map((tid) => sampler.follow(10, tid));
      const follower = new Follower(proc.sysroot, 10, false);
      const observed = observe(
        proc.sysroot,
        { ...OBSERVING, periodNs: PERIOD_NS },
        { nowNs: () => nowNs, chargedNs: () => 0 },
      );
      sampler.sample(nowNs);
      follower.sample(nowNs);

      for (const round of rounds) {
        nowNs += PERIOD_NS;
        for (const [index, thread] of state.entries()) {
          const { ranNs = 0, delayNs = 0, cpu = 0 } = round[index] ?? {};
          if (ranNs > 0) Object.assign(thread, { cpu, runNs: thread.runNs + ranNs });
          thread.runDelayNs += delayNs;
          proc.put(thread);
        }
        sampler.sample(nowNs);
        follower.sample(nowNs);
        observed.tick();
      }
      sampler.stop();
      follower.close();
      observed.end();
      const report = observed.report(null);

      const inWatch = follower.threads().filter(({ tid }) => tid !== OBSERVER);
      expect(inTrial.map(figuresOf)).toEqual(inWatch.map(figuresOf));
      expect(busyThreads(inTrial).map(({ tid }) => tid)).toEqual(busyThreads(inWatch).map(({ tid }) => tid));
      expect(report.totals).toEqual({ ...totalsOf(inWatch), voluntarySwitches: 0 });
      expect(totalsOf(inTrial)).toEqual(report.totals);
      expect(report.own).toEqual(report.totals);
    }),
    { numRuns: 40 },
  );
});
