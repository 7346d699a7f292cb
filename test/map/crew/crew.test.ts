import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Crew, type CrewParts } from '../../../src/map/crew/crew.ts';
import { Answers } from '../../../src/map/dispatch/answers.ts';
import { BatchSize } from '../../../src/map/dispatch/batch-size.ts';
import { MapDispatch } from '../../../src/map/dispatch/dispatch.ts';
import { FROM_ZERO } from '../../../src/map/dispatch/numbering.ts';
import { unitsOf } from '../../../src/map/dispatch/unit-source.ts';
import { MapJob } from '../../../src/map/job/job.ts';
import { packThrown } from '../../../src/map/protocol/thrown/pack.ts';
import type { Warning } from '../../../src/model/warning.ts';
import { FakeGroup, type UnitFate } from '../../fixtures/map-group.ts';

const NEVER = 1e9;

interface Setup {
  readonly workers: number;
  readonly fate: (index: number, input: unknown) => UnitFate;
  readonly recycleAfter: number | null;
}

function crewOf({ workers, fate, recycleAfter }: Setup) {
  const group = new FakeGroup(fate);
  const warnings: Warning[] = [];
  const parts: CrewParts = {
    ...{ source: { file: '/work.mjs', name: 'unit' }, workers, group },
    ...{ concurrency: 1, recycleAfter: { units: recycleAfter, bytes: null } },
    ...{ beforeWork: null, loadMs: NEVER, observer: null },
    warn: (warning) => warnings.push(warning),
  };
  return { crew: new Crew(parts), group, warnings };
}

function jobOf(units: number, workers: number, retries = 0) {
  const outcomes = new Answers(units, null);
  const source = unitsOf({ type: 'values', total: units, values: numbers(0, units) });
  const size = new BatchSize(null, workers, 1, 10);
  const rest = { claims: null, numbering: FROM_ZERO, isCareful: false, seesPositions: true };
  const dispatch = new MapDispatch({ source, outcomes, size, ...rest });
  const asked = { onError: 'collect', retries, mostWorkers: Math.min(units, workers) } as const;
  const job = new MapJob({ source, dispatch, outcomes, numbering: FROM_ZERO, ...asked });
  return { job, outcomes };
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Lets workers act in this order until nobody can. */
function play(group: FakeGroup, choices: Iterator<number>): void {
  for (let steps = 0; group.step(choices.next().value ?? 0); steps++) expect(steps).toBeLessThan(200_000);
}

/** Any order, told by a few numbers again and again. */
function* again(choices: readonly number[]): Generator<number, number> {
  for (let i = 0; ; i++) yield choices[i % choices.length] ?? 0;
}

const WORLD = fc.record({
  workers: fc.integer({ min: 1, max: 4 }),
  maps: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }),
  throwing: fc.uniqueArray(fc.nat(60), { maxLength: 6 }),
  killers: fc.uniqueArray(fc.nat(60), { maxLength: 4 }),
  retries: fc.nat(2),
  recycleAfter: fc.option(fc.integer({ min: 1, max: 9 })),
  choices: fc.array(fc.nat(12), { minLength: 1, maxLength: 20 }),
});

describe('a crew', () => {
  it('gives every unit of several maps its one outcome, whatever its workers do, and in whichever order', () => {
    fc.assert(
      fc.property(WORLD, ({ workers, maps, throwing, killers, retries, recycleAfter, choices }) => {
        const fate = (index: number): UnitFate =>
          killers.includes(index) ? 'dies' : throwing.includes(index) ? 'throws' : 'answers';
        const { crew, group } = crewOf({ workers, fate, recycleAfter });
        const jobs = maps.map((units) => jobOf(units, workers, retries));
        for (const { job } of jobs) crew.add(job);
        play(group, again(choices));
        for (const [map, { job, outcomes }] of jobs.entries()) {
          expect(job.isOver).toBe(true);
          const failed = numbers(0, maps[map] ?? 0).filter((index) => fate(index) !== 'answers');
          expect(
            outcomes.outcomes().flatMap(({ status }, index) => (status === 'rejected' ? [index] : [])),
          ).toEqual(failed);
          for (const [index, value] of outcomes.values().entries())
            expect(value).toBe(failed.includes(index) ? undefined : index);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps its workers from one map to the next', () => {
    const { crew, group } = crewOf({ workers: 2, fate: () => 'answers', recycleAfter: null });
    for (let map = 0; map < 3; map++) {
      const { job } = jobOf(20, 2);
      crew.add(job);
      play(group, again([0, 1]));
      expect(job.isOver).toBe(true);
    }
    expect(group.started).toBe(2);
  });

  it('keeps our process alive for its workers while there is a map, or they are to leave', async () => {
    const { crew, group } = crewOf({ workers: 2, fate: () => 'answers', recycleAfter: null });
    const refs: number[] = [];
    for (let map = 0; map < 2; map++) {
      crew.add(jobOf(20, 2).job);
      refs.push(group.refs);
      play(group, again([0, 1]));
      refs.push(group.refs);
    }
    const dismissed = crew.dismiss(new Error('closed'));
    refs.push(group.refs);
    play(group, again([0, 1]));
    await dismissed;
    expect(refs).toEqual([2, 0, 2, 0, 2]);
  });

  it('lets maps take turns: a short one isn’t over last because it came last', () => {
    const { crew, group } = crewOf({ workers: 1, fate: () => 'answers', recycleAfter: null });
    const [long, short] = [jobOf(500, 1), jobOf(5, 1)];
    crew.add(long.job);
    crew.add(short.job);
    for (let steps = 0; !short.job.isOver; steps++) {
      expect(steps).toBeLessThan(10_000);
      group.step(0);
    }
    expect(long.job.isOver).toBe(false);
  });

  it('replaces a worker that has done its units, with no word of it', () => {
    const { crew, group, warnings } = crewOf({ workers: 1, fate: () => 'answers', recycleAfter: 4 });
    const { job } = jobOf(20, 1);
    crew.add(job);
    play(group, again([0]));
    expect([job.isOver, group.started, warnings]).toEqual([true, 5, []]);
  });

  it('begins a unit that throws again, so often and no oftener', () => {
    const calls = new Map<unknown, number>();
    const fate = (index: number): UnitFate => {
      calls.set(index, (calls.get(index) ?? 0) + 1);
      return index === 3 || (index === 5 && calls.get(5) === 1) ? 'throws' : 'answers';
    };
    const { crew, group } = crewOf({ workers: 2, fate, recycleAfter: null });
    const { job, outcomes } = jobOf(8, 2, 2);
    crew.add(job);
    play(group, again([1, 0]));
    expect([outcomes.failed, calls.get(3), calls.get(5)]).toEqual([1, 3, 2]);
  });

  it('gives a unit that is begun again its whole time', () => {
    const looks = [0, 150];
    const fate = (): UnitFate => {
      crew.endOverdue(job, looks.shift() ?? NEVER, 100);
      return looks.length > 0 ? 'throws' : 'answers';
    };
    const { crew, group } = crewOf({ workers: 1, fate, recycleAfter: null });
    const { job, outcomes } = jobOf(1, 1, 1);
    crew.add(job);
    play(group, again([0]));
    expect([outcomes.failed, group.alive]).toEqual([0, 1]);
  });

  it('ends one map, and the others go on', async () => {
    const { crew, group } = crewOf({ workers: 2, fate: () => 'answers', recycleAfter: null });
    const [ended, other] = [jobOf(50, 2), jobOf(50, 2)];
    crew.add(ended.job);
    crew.add(other.job);
    for (let step = 0; step < 20; step++) group.step(step);
    crew.fail(ended.job, new Error('enough'));
    play(group, again([0, 1]));
    await expect(ended.job.over()).rejects.toThrow('enough');
    await other.job.over();
    expect(other.outcomes.values()).toEqual(numbers(0, 50));
  });

  it('has a worker load before there is work for it, which then does that', async () => {
    const { crew, group } = crewOf({ workers: 1, fate: () => 'answers', recycleAfter: null });
    const loaded = crew.load();
    play(group, again([0]));
    await loaded;
    const { job } = jobOf(5, 1);
    crew.add(job);
    play(group, again([0]));
    expect([job.isOver, group.started]).toEqual([true, 1]);
  });

  it('says why its first worker can’t be loaded', async () => {
    const { crew, group } = crewOf({ workers: 2, fate: () => 'answers', recycleAfter: null });
    const loaded = crew.load();
    const thrown = packThrown(new Error('no such luck'));
    group.says(0, { type: 'unusable', thrown, isMissing: false, init: null });
    await expect(loaded).rejects.toThrow('/work.mjs can’t be loaded: no such luck');
    play(group, again([0]));
    expect(group.alive).toBe(0);
  });

  it('lets its workers go when they are dismissed, and says to open maps why', async () => {
    const { crew, group } = crewOf({ workers: 2, fate: () => 'answers', recycleAfter: null });
    const { job } = jobOf(50, 2);
    crew.add(job);
    for (let step = 0; step < 5; step++) group.step(step);
    const dismissed = crew.dismiss(new Error('closed'));
    play(group, again([0]));
    await dismissed;
    await expect(job.over()).rejects.toThrow('closed');
    expect(group.alive).toBe(0);
  });
});
