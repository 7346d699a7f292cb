import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCore } from '../../../src/report/timeline/by-core.ts';
import type { CoreStretches } from '../../../src/report/timeline/core-stretches.ts';
import { coresBusy } from '../../../src/report/timeline/cores-busy.ts';
import { intervalsOf } from '../../../src/report/timeline/stretches.ts';
import { arbitraryTimeline } from '../../fixtures/arbitrary-timeline.ts';
import { makeTimeline, makeTrack } from '../../fixtures/timeline.ts';

/** Stretches as objects, to be read. */
function listed(stretches: CoreStretches | undefined) {
  return Array.from({ length: stretches?.length ?? 0 }, (_, stretch) => {
    const ran: { thread: number; us: number }[] = [];
    stretches?.forEachThread(stretch, (thread, us) => ran.push({ thread, us }));
    return { fromUs: stretches?.fromUs(stretch) ?? 0, toUs: stretches?.toUs(stretch) ?? 0, ran };
  });
}

describe('who ran on each core', () => {
  it('is one stretch for a thread that stayed on it', () => {
    const cores = byCore(makeTimeline());
    expect([...cores.keys()]).toEqual([0, 1]);
    expect(listed(cores.get(0))).toEqual([{ fromUs: 0, toUs: 1_000_000, ran: [{ thread: 0, us: 980_000 }] }]);
  });

  it('names both where two shared a core, and no order', () => {
    const half = makeTrack({ runUs: [0, ...Array(10).fill(50_000)] });
    const cores = byCore({ threads: [half, { ...half, name: 'w2' }] });
    expect(listed(cores.get(0))).toEqual([
      {
        fromUs: 0,
        toUs: 1_000_000,
        ran: [
          { thread: 0, us: 500_000 },
          { thread: 1, us: 500_000 },
        ],
      },
    ]);
  });

  it('has no stretches that overlap, and loses no time but of those who hardly ran', () => {
    fc.assert(
      fc.property(arbitraryTimeline(), (timeline) => {
        const cores = byCore(timeline);
        let ran = 0;
        for (const stretches of cores.values()) {
          listed(stretches).forEach(({ fromUs, toUs, ran: there }, index, all) => {
            expect(toUs).toBeGreaterThan(fromUs);
            expect(fromUs).toBeGreaterThanOrEqual(all[index - 1]?.toUs ?? 0);
            ran += there.reduce((sum, { us }) => sum + us, 0);
          });
        }
        const counted = timeline.threads.flatMap((track) =>
          intervalsOf(track).filter(
            ({ fromUs, toUs, cpu, runUs }) =>
              cpu !== null && toUs > fromUs && runUs / (toUs - fromUs) >= 0.05,
          ),
        );
        expect(ran).toBeCloseTo(
          counted.reduce((sum, { runUs }) => sum + runUs, 0),
          3,
        );
      }),
    );
  });

  it('is found for a hundred thousand samples before anybody waits', () => {
    const samples = Array.from({ length: 1_563 }, (_, sample) => sample);
    const threads = Array.from({ length: 64 }, (_, index) =>
      makeTrack({
        tid: index + 1,
        atUs: samples.map((sample) => sample * 1_000 + index),
        cpu: samples.map((sample) => (sample * 7 + index) % 1_024),
        runUs: samples.map((sample) => (sample === 0 ? 0 : 500)),
        runDelayUs: samples.map(() => 0),
      }),
    );
    const startMs = performance.now();
    expect(byCore({ threads }).size).toBe(1_024);
    // Some 0.2 s; only a loop in a loop would take a hundred times that.
    expect(performance.now() - startMs).toBeLessThan(10_000);
  });
});

describe('how many cores were busy', () => {
  it('adds up to the time that all threads ran and waited', () => {
    fc.assert(
      fc.property(arbitraryTimeline(), fc.integer({ min: 1, max: 50 }), (timeline, slots) => {
        const slotUs = timeline.lengthUs / slots;
        const slotted = coresBusy(timeline, slots);
        const spans = timeline.threads
          .flatMap((track) => intervalsOf(track))
          .filter(({ fromUs, toUs }) => toUs > fromUs);
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        const scale = Math.max(1, timeline.lengthUs);
        expect((sum(slotted.map(({ busy }) => busy)) * slotUs) / scale).toBeCloseTo(
          sum(spans.map(({ runUs }) => runUs)) / scale,
          6,
        );
        expect((sum(slotted.map(({ wanted }) => wanted)) * slotUs) / scale).toBeCloseTo(
          sum(spans.map(({ runDelayUs }) => runDelayUs)) / scale,
          6,
        );
      }),
    );
  });
});
