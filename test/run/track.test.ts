import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Track } from '../../src/machine/follow/thread/track.ts';
import { trackOf } from '../../src/run/track-of.ts';

const WHO = { name: 'w1', pid: 1, tid: 2 };

function trackWith(samples: readonly (readonly [number, number | null, number, number])[]): Track {
  const track = new Track();
  for (const sample of samples) track.add(...sample);
  return track;
}

describe('a track', () => {
  it('tells what a thread did between each sample and the one before, in µs', () => {
    const track = trackWith([
      [1e6, null, 5e6, 1e6],
      [2e6, 0, 5.9e6, 1.05e6],
      [3e6, 1, 6.4e6, 1.5e6],
    ]);
    expect(trackOf(WHO, track.points(), 1e6)).toEqual({
      ...WHO,
      atUs: [0, 1000, 2000],
      cpu: [null, 0, 1],
      runUs: [0, 900, 500],
      runDelayUs: [0, 50, 450],
    });
  });

  it('loses no time to rounding', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 2 }), (runs) => {
        let ran = 0;
        const track = trackWith(
          runs.map((run, index) => {
            ran += run;
            return [index * 1e7, 0, ran, 0];
          }),
        );
        const { runUs = [] } = trackOf(WHO, track.points(), 0) ?? {};
        const sumUs = runUs.reduce((sum, us) => sum + us, 0);
        expect(sumUs).toBe(Math.round((ran - (runs[0] ?? 0)) / 1e3));
      }),
    );
  });

  it('keeps its first and its last sample and all of the time when it is thinned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 200 }), (length) => {
        const track = trackWith(Array.from({ length }, (_, index) => [index * 1e6, 0, index * 3e5, 0]));
        const before = track.points();
        track.thin();
        const after = track.points();
        expect(after.length).toBeLessThanOrEqual(Math.floor(before.length / 2) + 1);
        expect([after[0], after.at(-1)]).toEqual([before[0], before.at(-1)]);
      }),
    );
  });

  it('begins and ends as the thread itself told, and leaves out samples beyond', () => {
    const track = trackWith([
      [1e6, 0, 1e6, 0],
      [2e6, 1, 2e6, 0],
      [3e6, 0, 3e6, 0],
    ]);
    const first = { atNs: 1.5e6, cpu: null, runNs: 1.4e6, runDelayNs: 0 };
    const last = { atNs: 2.5e6, cpu: null, runNs: 2.4e6, runDelayNs: 0 };
    const points = track.points({ first, last });
    expect(points.map(({ atNs }) => atNs)).toEqual([1.5e6, 2e6, 2.5e6]);
    expect(points.map(({ cpu }) => cpu)).toEqual([null, 1, 1]);
  });

  it('is none with fewer than two samples', () => {
    expect(trackOf(WHO, trackWith([[1, 0, 1, 1]]).points(), 0)).toBeNull();
  });
});
