import type { ConcurError } from '../../../base/errors/errors.ts';
import { Gate } from '../../../base/gate.ts';
import type { Clock } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { HostLine, HostOrder } from '../broker.ts';
import type { BrokerClock } from './broker-clock.ts';
import { type ChunkCrew, WorkSum } from './chunk-crew.ts';
import { ChunkWork } from './chunk-work.ts';
import type { HostFacts } from './host-facts.ts';

/** How often a host says what it is at. */
const SAY_MS = 1_000;
/** So many chunks it has for each worker: while it does the one, the next is there. */
const PER_WORKER = 2;

export interface HostParts {
  readonly facts: HostFacts;
  readonly engine: HostState['engine'];
  readonly functionName: string | null;
  readonly key: string | null;
  readonly line: HostLine;
  readonly crew: ChunkCrew;
  readonly workers: number;
  readonly clock: Clock;
  readonly brokerClock: BrokerClock;
  /** Told what the host says of itself, when it says it. */
  readonly said: (state: HostState) => void;
  /** Told that the line to the broker broke, or is there again. */
  readonly lineIs: (isUp: boolean, why: string | null) => void;
}

/** A host at work: it takes chunks until it is to leave, and says what it is at. */
export class Host {
  readonly #parts: HostParts;
  readonly #work: ChunkWork;
  readonly #done = new WorkSum();
  readonly #left = new Gate();
  #state: HostState['state'] = 'here';
  #failure: ConcurError | null = null;
  #ending: Promise<void> | null = null;
  #cancel = () => {};
  #keepPaused = () => {};

  constructor(parts: HostParts) {
    this.#parts = parts;
    const { functionName, key, crew, clock, brokerClock, line, workers } = parts;
    const unusable = (error: ConcurError) => this.#fail(error);
    this.#work = new ChunkWork({
      ...{ functionName, key, crew, clock, brokerClock, unusable },
      done: this.#done,
    });
    line.on({ order: (order) => this.#obey(order), line: parts.lineIs });
    line.take(PER_WORKER * workers, (chunk, signal) => this.#work.answer(chunk, signal));
    this.#say();
  }

  /** Resolves when it has left. @throws ConcurError where it did so because the function can’t be had here */
  async left(): Promise<void> {
    await this.#left.opened;
    if (this.#failure !== null) throw this.#failure;
  }

  /** Takes no more, hands in what it has (or, `now`, gives it back), and leaves. May be called again, with `now`. */
  async leave(now: boolean): Promise<void> {
    this.#state = 'leaving';
    if (!now) this.#sayOnce();
    await this.#parts.line.close(now);
    this.#ending ??= this.#end();
    await this.#ending;
  }

  async #end(): Promise<void> {
    this.#cancel();
    this.#keepPaused();
    this.#parts.brokerClock.stop();
    await this.#parts.crew.close();
    this.#left.open();
  }

  #fail(error: ConcurError): void {
    // Who leaves ends what its workers are at.
    if (this.#state === 'leaving') return;
    this.#failure = error;
    void this.leave(false);
  }

  #obey(order: HostOrder): void {
    const { clock, facts } = this.#parts;
    if (order.type === 'abort') return this.#work.abort(order.run);
    if (!order.hosts.includes(facts.id)) return;
    this.#keepPaused();
    if (order.type === 'resume') return this.#let('here');
    this.#keepPaused = clock.after(order.leaseMs, () => this.#let('here'));
    this.#let('paused');
  }

  #let(state: 'here' | 'paused'): void {
    if (this.#state === state || this.#state === 'leaving') return;
    this.#state = state;
    if (state === 'paused') this.#parts.line.pause();
    else this.#parts.line.resume();
    this.#sayOnce();
  }

  #say(): void {
    this.#sayOnce();
    this.#cancel = this.#parts.clock.after(SAY_MS, () => this.#say());
  }

  #sayOnce(): void {
    const { facts, engine, workers, brokerClock, line, said } = this.#parts;
    const { units, runNs, runDelayNs } = this.#done;
    const state: HostState = {
      ...facts,
      ...{ engine, workers, state: this.#state, done: units, runNs, runDelayNs },
      clock: brokerClock.reading,
      saidAtMs: brokerClock.nowMs(),
    };
    said(state);
    // What the broker doesn’t hear now it hears a second later.
    line.say(state).catch(() => {});
  }
}
