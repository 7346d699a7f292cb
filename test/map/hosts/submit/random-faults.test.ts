import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import { seededRandom } from '../../../../src/base/random.ts';
import * as TAG from '../../../../src/map/dispatch/tag.ts';
import type { ParallelMapError } from '../../../../src/map/error.ts';
import { type Ended, HostsWorld } from '../../../fixtures/hosts-world.ts';
import { killsHost, type VirtualHost } from '../../../fixtures/virtual-host.ts';

const WORKERS = 2;
/** Chunks that are out at a time, per worker. */
const WINDOW = 4;
const LEASE_MS = 3_000;
/** Whatever happens: nothing takes that long. */
const STUCK_MS = 3_600_000;

interface Fault {
  readonly type: 'kill' | 'leave' | 'cut' | 'away' | 'forget' | 'lose';
  readonly atMs: number;
  readonly lastsMs: number;
  readonly host: number;
}

const fault: fc.Arbitrary<Fault> = fc.record({
  type: fc.constantFrom('kill', 'leave', 'cut', 'away', 'forget', 'lose'),
  atMs: fc.integer({ min: 1, max: 15_000 }),
  lastsMs: fc.integer({ min: 1, max: 5_000 }),
  host: fc.nat(1),
});

const plan = fc.record({
  units: fc.integer({ min: 0, max: 400 }),
  chunk: fc.option(fc.integer({ min: 1, max: 50 })),
  unitMs: fc.integer({ min: 1, max: 80 }),
  throwing: fc.uniqueArray(fc.nat(399), { maxLength: 4 }),
  killing: fc.uniqueArray(fc.nat(399), { maxLength: 2 }),
  /** Units whose results are so large that an answer has room for two of them. */
  large: fc.uniqueArray(fc.nat(399), { maxLength: 30 }),
  faults: fc.array(fault, { maxLength: 6 }),
  abortAtMs: fc.option(fc.integer({ min: 0, max: 8_000 }), { freq: 5 }),
  isNamed: fc.boolean(),
  onError: fc.constantFrom('collect', 'collect', 'raise' as const),
  seed: fc.nat(),
});
type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

const LARGE = 'x'.repeat(3_000);
const MOST = 10_000;

/** Hosts that are started again whenever they end. */
class Crew {
  readonly #world: HostsWorld;
  readonly #plan: Plan;
  readonly #hosts: VirtualHost[] = [];
  started = 0;
  isOver = false;

  constructor(world: HostsWorld, chosen: Plan) {
    this.#world = world;
    this.#plan = chosen;
  }

  async start(place: number): Promise<void> {
    if (this.isOver) return;
    this.started++;
    const fn = (input: unknown, index: number) => this.#do(place, input as number, index);
    const { unitMs } = this.#plan;
    this.#hosts[place] = await this.#world.host({ fn, unitMs, workers: WORKERS, most: MOST });
  }

  act({ type, lastsMs, host: place }: Fault): void {
    const { broker, after } = { broker: this.#world.broker, after: this.#world.after.bind(this.#world) };
    const host = this.#hosts[place];
    if (type === 'away' || type === 'forget') {
      broker.goAway();
      after(lastsMs, () => {
        if (type === 'forget') broker.lose(null);
        broker.comeBack();
      });
    } else if (type === 'lose') broker.lose(broker.ids[0] ?? '');
    else if (type === 'cut') {
      host?.line.cut(true);
      after(lastsMs, () => host?.line.cut(false));
    } else {
      if (type === 'kill') host?.kill();
      else void host?.leave();
      after(lastsMs, () => this.start(place));
    }
  }

  #do(place: number, input: number, index: number): unknown {
    if (this.#plan.throwing.includes(index)) throw new RangeError(`not ${index}`);
    if (this.#plan.large.includes(index)) return LARGE;
    if (!this.#plan.killing.includes(index)) return input * 2;
    this.#world.after(700, () => this.start(place));
    throw killsHost;
  }
}

/** A broker that is away from the start is an error; later on it is waited for. */
function foundNoBroker({ error, puts }: Ended): boolean {
  return puts.length === 0 && error instanceof ConcurError && /be reached/.test(error.message);
}

it('gives every unit exactly one outcome, whatever happens in whatever order, and leaves nothing behind', async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (chosen) => {
      const { units, chunk, faults, abortAtMs, throwing, killing, large, isNamed, onError } = chosen;
      const random = seededRandom(chosen.seed);
      const world = new HostsWorld({
        leaseMs: LEASE_MS,
        latencyMs: () => (random() < 0.1 ? random() * 800 : random() * 5),
        arrivals: () => (random() < 0.2 ? 0 : random() < 0.1 ? 2 : 1),
      });
      const crew = new Crew(world, chosen);
      await Promise.all([crew.start(0), crew.start(1)]);
      for (const each of faults) world.after(each.atMs, () => crew.act(each));
      const life = new AbortController();
      const [aborted, stuck] = [new Error('aborted'), new Error('stuck')];
      if (abortAtMs !== null) world.after(abortAtMs, () => life.abort(aborted));
      world.after(STUCK_MS, () => life.abort(stuck));
      const request = { chunk, onError, waitMs: STUCK_MS, signal: life.signal, run: isNamed ? 'mine' : null };
      const first = await world.run(units, request);
      const { error, answers, peak, progress } = first;
      // Whoever goes on with it finds each unit done, or does it.
      const goesOn = error !== null && isNamed;
      const second = goesOn ? await world.run(units, { ...request, onError: 'collect', signal: null }) : null;
      crew.isOver = true;
      world.end();

      const raised = onError === 'raise' ? answers.failures() : [];
      if (!foundNoBroker(first)) expect([null, aborted, ...raised]).toContain(error);
      expect(peak).toBeLessThanOrEqual(WINDOW * WORKERS * crew.started);
      const { done = 0, failed = 0 } = progress.at(-1) ?? {};
      expect(done + failed).toBe(answers.tags.filter((tag) => tag !== TAG.open).length);
      answers.values().forEach((value, index) => {
        if (answers.tags[index] === TAG.open || answers.tags[index] === TAG.failed) return;
        expect(value).toBe(large.includes(index) ? LARGE : 2 * index);
      });
      for (const failure of answers.failures() as ParallelMapError[]) {
        if (failure.cause instanceof RangeError) expect(throwing).toContain(failure.index);
        else expect(failure.message).toMatch(/^unit \d+ ended its host/);
      }
      if (second !== null && !foundNoBroker(second)) {
        expect([second.error, second.answers.tags.includes(TAG.open)]).toEqual([null, false]);
      }
      if (error !== null) return;
      if (onError === 'raise') expect(answers.failed).toBe(0);
      expect(answers.tags).not.toContain(TAG.open);
      for (const index of killing) {
        if (index < units && !throwing.includes(index) && !large.includes(index)) {
          expect(answers.tags[index]).toBe(TAG.failed);
        }
      }
      // A farewell is tried for 10 s.
      const absences = faults.filter(({ type }) => type === 'away' || type === 'forget').length;
      if (absences < 2) expect(world.broker.ids).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
