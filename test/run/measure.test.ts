import { describe, expect, it } from 'vitest';
import { possibleThroughput, throughputX } from '../../src/run/measure.ts';
import { makeObservation, makeWorker } from '../fixtures/builders.ts';

/** Burners that did so many units each in a second of wall-clock time. */
function burners(units: readonly number[], runNs: number | null = 1e9) {
  return makeObservation({
    wallNs: 1e9,
    workers: units.map((unitsDone) => makeWorker({ unitsDone, runNs })),
  });
}

describe('throughputX', () => {
  it('is the units of all in a time ÷ those of one in as much running time', () => {
    // 1,000 units a second alone; two do 1,900 together: 1.9 of one.
    expect(throughputX(burners([1000, 900]), burners([1000]))).toBeCloseTo(1.9, 10);
  });

  it('shows what SMT takes: two siblings that do 0.65 of one each are worth 1.3', () => {
    expect(throughputX(burners([650, 650]), burners([1000]))).toBeCloseTo(1.3, 10);
  });

  it('goes by the running time of the one alone: neighbours took half of it', () => {
    // 500 units in half a second of running are 1,000 a second.
    expect(throughputX(burners([1000, 1000]), burners([500], 0.5e9))).toBeCloseTo(2, 10);
  });

  it('goes by the wall-clock time of all: under a quota of half they do half', () => {
    expect(throughputX(burners([250, 250], 0.25e9), burners([1000]))).toBeCloseTo(0.5, 10);
  });

  it('does not mind that one was alone for a shorter time', () => {
    const alone = makeObservation({ wallNs: 0.2e9, workers: [makeWorker({ unitsDone: 200, runNs: 0.2e9 })] });
    expect(throughputX(burners([1000, 1000, 1000]), alone)).toBeCloseTo(3, 10);
  });

  it('of one CPU is the share of the time that it ran', () => {
    const one = burners([1000], 0.5e9);
    expect(throughputX(one, one)).toBeCloseTo(0.5, 10);
  });

  it('is unknown where the kernel did not tell, or nothing was done', () => {
    const all = burners([1000, 1000]);
    expect(throughputX(all, burners([1000], null))).toBeNull();
    expect(throughputX(all, burners([1000], 0))).toBeNull();
    expect(throughputX(all, burners([0]))).toBeNull();
    expect(throughputX(all, makeObservation({ workers: [] }))).toBeNull();
    expect(throughputX({ ...all, wallNs: null }, burners([1000]))).toBeNull();
    expect(throughputX({ ...all, wallNs: 0 }, burners([1000]))).toBeNull();
  });
});

describe('more work than the busy CPUs can do', () => {
  it('is noise, and kept apart', () => {
    expect(possibleThroughput(2.4, 1.9)).toEqual({ throughputX: null, throughputNoise: 2.4 });
    expect(possibleThroughput(0.9, 0.3)).toEqual({ throughputX: null, throughputNoise: 0.9 });
  });

  it('is none within what measuring can tell, or where busy is unknown', () => {
    expect(possibleThroughput(1.98, 1.95)).toEqual({ throughputX: 1.98, throughputNoise: null });
    expect(possibleThroughput(2.4, null)).toEqual({ throughputX: 2.4, throughputNoise: null });
    expect(possibleThroughput(null, 1.9)).toEqual({ throughputX: null, throughputNoise: null });
  });
});
