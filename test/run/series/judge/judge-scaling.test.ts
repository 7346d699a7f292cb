import { describe, expect, it } from 'vitest';
import { scalingInWords } from '../../../../src/report/words/series/scaling.ts';
import type { SeriesRun } from '../../../../src/run/series/candidate.ts';
import { judgeScaling } from '../../../../src/run/series/judge/judge-scaling.ts';
import { quota, steal } from '../../../fixtures/causes.ts';
import { runsOf } from '../../../fixtures/series.ts';

const AROUND = [1, 1.01, 0.99, 1, 1.02, 0.98, 1, 1.01, 0.99, 1];

/** Runs of so many workers that take these times (ms), a little more or less. */
function curve(ms: Readonly<Record<number, number>>, each: Partial<SeriesRun> = {}): SeriesRun[] {
  return Object.entries(ms).flatMap(([workers, time]) =>
    runsOf(
      `${workers} workers`,
      AROUND.map((factor) => factor * time),
      {
        engine: 'threads',
        workers: Number(workers),
        ...each,
      },
    ),
  );
}

/** What follows from runs, with its words. */
const judged = (...given: Parameters<typeof judgeScaling>) =>
  scalingInWords({ ...judgeScaling(...given), engine: 'threads', programs: new Map() });

const ON_TWO = { effectiveCpus: 2, usableCpus: 2, predictFor: [], seed: 1, isComplete: true };

describe('a scaling curve', () => {
  it('is the work of one worker over that of more, with its interval and efficiency', () => {
    const { points } = judgeScaling(curve({ 1: 400, 2: 200, 4: 100 }), {
      ...ON_TWO,
      effectiveCpus: 4,
      usableCpus: 4,
    });
    expect(points.map(({ workers, throughputX }) => [workers, throughputX])).toEqual([
      [1, 1],
      [2, 2],
      [4, 4],
    ]);
    expect(points.map(({ efficiency }) => efficiency)).toEqual([1, 1, 1]);
    const [low = 0, high = 0] = points[2]?.ci95 ?? [];
    expect(low).toBeLessThanOrEqual(4);
    expect(high).toBeGreaterThanOrEqual(4);
  });

  it('that is flat beyond the CPUs has its knee there', () => {
    const found = judged(curve({ 1: 400, 2: 205, 3: 204, 4: 203 }), ON_TWO);
    expect(found).toMatchObject({ knee: 2, recommendedWorkers: 2 });
    expect(found.because).toBe(
      '2 workers reach 1.95× of one worker’s throughput, and more workers give no more (at most 1.97×): there are 2 usable CPUs',
    );
  });

  it('that bends at a quota says so, with the kernel’s count', () => {
    const causes = [quota(25)];
    const runs = curve({ 1: 400, 2: 268, 3: 266, 4: 265 }, { causes });
    const { because, knee } = judged(runs, { ...ON_TWO, effectiveCpus: 1.5, usableCpus: 4 });
    expect(knee).toBe(2);
    expect(because).toContain('a quota allows 1.50 of the 4 CPUs');
    expect(because).toContain('throttled (CFS bandwidth) in 25 periods');
  });

  it('that never bends says that more may give more', () => {
    const { because, recommendedWorkers } = judged(curve({ 1: 400, 2: 200 }), {
      ...ON_TWO,
      usableCpus: 8,
    });
    expect(recommendedWorkers).toBe(2);
    expect(because).toContain('the most that was tried');
  });

  it('of a lock says that its workers wait for something other than a CPU', () => {
    const runs = curve({ 1: 400, 2: 400, 4: 400 }, { r: 1, d: 0.02 });
    const found = judged(runs, { ...ON_TWO, effectiveCpus: 4, usableCpus: 4 });
    expect(found.recommendedWorkers).toBe(1);
    expect(found.because).toContain('wait for something other than a CPU');
    expect(found.fit?.parameters.serial).toBeCloseTo(1, 3);
  });

  it('is continued for machines that this one isn’t', () => {
    const context = { ...ON_TWO, effectiveCpus: 4, usableCpus: 4 };
    // Amdahl with 5 % serial: 1 / (0.05 + 0.95 / n) is 1.904762 at 2, 2.727273 at 3, 3.478261 at 4, 15.421687 at 64.
    const runs = curve({ 1: 400, 2: 400 / 1.904762, 3: 400 / 2.727273, 4: 400 / 3.478261 });
    const { fit, predicted } = judgeScaling(runs, { ...context, predictFor: [64] });
    expect(fit).toMatchObject({ law: 'amdahl' });
    expect(predicted).toHaveLength(1);
    expect(predicted[0]?.throughputX).toBeCloseTo(15.42, 1);
    expect(judgeScaling(runs, context).predicted.map(({ workers }) => workers)).toEqual([16]);
  });

  it('of nothing is empty, and recommends nothing', () => {
    expect(judged([], ON_TWO)).toMatchObject({
      points: [],
      fit: null,
      knee: null,
      recommendedWorkers: null,
      predicted: [],
      because: 'too little was measured to recommend a number of workers',
    });
  });

  it('on a busy machine blames no work whose workers were queued', () => {
    const runs = [...curve({ 1: 400 }, { r: 0.9, d: 1.89 }), ...curve({ 2: 367 }, { r: 1.09, d: 1.64 })];
    const tied = runs.map((run) => (run.workers === 2 ? { ...run, workNs: 400e6 } : run));
    const { because, recommendedWorkers } = judged(tied, ON_TWO);
    expect(recommendedWorkers).toBe(1);
    expect(because).toBe(
      '1 worker reaches 1.00× of one worker’s throughput, and more workers give no more (at most 1.00×): 2 workers were queued (1.64 cores) although 2 CPUs were usable: other load, cause unknown',
    );
  });

  it('takes queueing that too few CPUs explain for no other load', () => {
    const runs = [...curve({ 1: 400 }, { r: 1, d: 0 }), ...curve({ 4: 400 }, { r: 2, d: 2.1 })];
    expect(judgeScaling(runs, ON_TWO).reason).toMatchObject({ bend: { kind: 'work' } });
    const more = [...curve({ 1: 400 }, { r: 1, d: 0 }), ...curve({ 4: 400 }, { r: 1.5, d: 2.5 })];
    expect(judgeScaling(more, ON_TWO).reason).toMatchObject({ bend: { kind: 'queued', workers: 4 } });
  });

  it('of one event loop that is full recommends one worker, whatever CPUs there are', () => {
    const runs = curve({ 1: 400, 2: 395, 4: 370 }, { engine: 'loop', r: 0.97, d: 0.03 });
    const found = judged(runs, ON_TWO);
    expect(found).toMatchObject({ knee: 1, recommendedWorkers: 1 });
    expect(found.because).toMatch(/: one event loop runs on one thread$/);
  });

  it('of one event loop whose workers wait takes the most that overlap', () => {
    const runs = curve({ 1: 400, 2: 200, 4: 100 }, { engine: 'loop', r: 0.02, d: 0 });
    expect(judgeScaling(runs, ON_TWO)).toMatchObject({ knee: 4, recommendedWorkers: 4 });
  });

  it('that was ended early recommends nothing without intervals', () => {
    const runs = curve({ 1: 400, 2: 200 }).filter(({ round }) => round <= 2);
    expect(judged(runs, { ...ON_TWO, isComplete: false })).toMatchObject({
      knee: null,
      recommendedWorkers: null,
      because: 'stopped too early',
    });
    expect(judgeScaling(curve({ 1: 400, 2: 200 }), { ...ON_TWO, isComplete: false }).recommendedWorkers).toBe(
      2,
    );
  });

  it.each([1, 2, 4])('of %d runs recommends nothing, though they are all that was asked for', (rounds) => {
    const runs = curve({ 1: 400, 2: 200 }).filter(({ round }) => round <= rounds);
    expect(judged(runs, ON_TWO)).toMatchObject({
      knee: null,
      recommendedWorkers: null,
      because: `too few runs: ${rounds} of each, and an interval needs 5`,
    });
  });

  it('names the causes that half of the runs name, once each', () => {
    const some = curve({ 1: 400, 2: 200 });
    const runs = some.map((run, index) => (index % 2 === 0 ? { ...run, causes: [steal(index / 100)] } : run));
    expect(judgeScaling(runs, ON_TWO).points[0]?.causes).toEqual([steal(0)]);
    const fewer = some.map((run, index) => (index % 3 === 0 ? { ...run, causes: [steal(1)] } : run));
    expect(judgeScaling(fewer, ON_TWO).points[0]?.causes).toEqual([]);
  });
});

describe('a sweep of how many calls are under way at once on one loop', () => {
  // Each waits 50 ms and wants 0.5 ms of a CPU: 32 at once fill a third of the loop's thread.
  const sweep = (ms: Readonly<Record<number, number>>) =>
    Object.entries(ms).flatMap(([workers, time]) =>
      runsOf(
        `${workers} workers`,
        AROUND.map((factor) => factor * time),
        { engine: 'loop', workers: Number(workers), r: (0.01 * 3200) / time, d: 0 },
      ),
    );

  it('has a law, fitted to their number and not to the CPUs', () => {
    const { fit, predicted } = judgeScaling(sweep({ 1: 3200, 8: 400, 32: 102 }), ON_TWO);
    expect(fit?.law).toBe('amdahl');
    expect(fit?.residual).toBeLessThan(0.5);
    expect(fit?.parameters.serial).toBeLessThan(0.01);
    // 8, four times the CPUs, was measured.
    expect(predicted.map(({ workers }) => workers)).toEqual([64]);
  });

  it('predicts none of those that were measured, whoever asks for them', () => {
    const { predicted } = judgeScaling(sweep({ 1: 3200, 8: 400, 32: 102 }), {
      ...ON_TWO,
      predictFor: [8, 32, 48],
    });
    expect(predicted.map(({ workers }) => workers)).toEqual([48]);
  });

  it('bends at no CPU: the loop has room for more', () => {
    const server = sweep({ 1: 3200, 8: 400, 32: 398 }).map((run) => ({ ...run, engine: 'threads' as const }));
    const { recommendedWorkers, reason } = judgeScaling(server, ON_TWO);
    expect(recommendedWorkers).toBe(8);
    expect(reason).toMatchObject({ bend: { kind: 'not-a-cpu' } });
  });

  it('has no law where none comes near it', () => {
    const { fit, fits, predicted } = judgeScaling(sweep({ 1: 3200, 8: 3000, 32: 102 }), ON_TWO);
    expect(fit).toBeNull();
    expect(fits.length).toBeGreaterThan(0);
    expect(predicted).toEqual([]);
  });

  it('predicts for those that are asked for all the same, and says by what', () => {
    const runs = sweep({ 1: 3200, 8: 3000, 32: 102 });
    const { fit, predicted } = judgeScaling(runs, { ...ON_TWO, predictFor: [64, 128] });
    expect(fit).toBeNull();
    expect(predicted.map(({ workers, selected }) => [workers, selected])).toEqual([
      [64, false],
      [128, false],
    ]);
  });

  it('says what its law counts', () => {
    const counts = ({ fits }: { fits: readonly { counts: string }[] }) => [
      ...new Set(fits.map((fit) => fit.counts)),
    ];
    expect(counts(judgeScaling(sweep({ 1: 3200, 8: 400, 32: 102 }), ON_TWO))).toEqual(['workers']);
    expect(counts(judgeScaling(curve({ 1: 400, 2: 205, 4: 203 }), ON_TWO))).toEqual(['cpus']);
  });

  it('of calls that share eight places bends at these, not at the loop, which has time', () => {
    const { reason } = judgeScaling(sweep({ 1: 3200, 8: 400, 32: 398 }), ON_TWO);
    expect(reason).toMatchObject({ workers: 8, bend: { kind: 'not-a-cpu' } });
  });
});
