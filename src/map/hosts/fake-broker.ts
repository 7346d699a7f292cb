import { ConcurError } from '../../base/errors/errors.ts';
import { type Clock, sleep } from '../../base/time/clock.ts';
import type { HostState, KnownHost } from '../../model/hosts.ts';
import type {
  Broker,
  BrokerSettings,
  HostLine,
  HostOrder,
  SubmitterLine,
  SubmitterListener,
} from './broker.ts';
import { FakeHostLine } from './fake-host-line.ts';
import { FakeQueue } from './fake-queue.ts';
import { readChunkId } from './wire/chunk-id.ts';

export interface FakeBrokerSetup {
  readonly clock: Clock;
  /** How long anything is on its way. */
  readonly latencyMs?: () => number;
  /** How often the news of a chunk arrives: 0 for one that is lost. */
  readonly arrivals?: () => number;
}

/** A broker that is nothing but a table, on any clock: what may go wrong with one goes wrong when it is told to. */
export class FakeBroker implements Broker {
  readonly #clock: Clock;
  readonly #latencyMs: () => number;
  readonly #arrivals: () => number;
  readonly #queues = new Map<string, FakeQueue>();
  readonly #submitters = new Set<SubmitterListener>();
  readonly #hosts = new Map<string, HostState>();
  readonly #hostLines = new Set<FakeHostLine>();
  #isUp = true;

  constructor({ clock, latencyMs = () => 0, arrivals = () => 1 }: FakeBrokerSetup) {
    this.#clock = clock;
    this.#latencyMs = latencyMs;
    this.#arrivals = arrivals;
  }

  /** All that it keeps. */
  get ids(): string[] {
    return [...this.#queues.values()].flatMap(({ ids }) => ids);
  }

  /** Chunks that have no answer. */
  get open(): number {
    return [...this.#queues.values()].reduce((sum, { open }) => sum + open, 0);
  }

  /** Nobody can reach it. */
  goAway(): void {
    this.#setUp(false);
  }

  comeBack(): void {
    this.#setUp(true);
  }

  /** It loses a chunk, or all that it has. */
  lose(id: string | null): void {
    for (const queue of this.#queues.values()) queue.drop(id === null ? queue.ids : [id]);
  }

  async submit(settings: BrokerSettings): Promise<SubmitterLine> {
    const queue = this.#queueOf(settings);
    let listener: SubmitterListener | null = null;
    await this.#reach(() => {});
    return {
      put: (chunks) => this.#reach(() => queue.add(chunks)),
      look: (ids) => this.#reach(() => queue.look(ids)),
      list: (run) => this.#reach(() => queue.ids.filter((id) => readChunkId(id)?.run === run)),
      drop: (ids) => this.#reach(() => queue.drop(ids)),
      on: (heard) => {
        listener = heard;
        this.#submitters.add(heard);
      },
      tell: (order: HostOrder) =>
        this.#reach(() => {
          for (const line of this.#hostLines) line.hear(order);
        }),
      clock: () => this.#reach(() => ({ offsetMs: 0, errorMs: 0 })),
      close: async () => {
        if (listener !== null) this.#submitters.delete(listener);
      },
    };
  }

  async serve(settings: BrokerSettings): Promise<FakeHostLine & HostLine> {
    const reach = { isUp: () => this.#isUp, said: (state: HostState) => this.#say(state) };
    const line: FakeHostLine = new FakeHostLine(this.#clock, this.#queueOf(settings), reach, () => {
      this.#hostLines.delete(line);
      if (line.saidId !== null) this.#hosts.delete(line.saidId);
    });
    this.#hostLines.add(line);
    return line;
  }

  hosts(): Promise<readonly KnownHost[]> {
    return this.#reach(() => {
      const nowMs = this.#clock.nowNs() / 1e6;
      return [...this.#hosts.values()].map((said) => ({ ...said, silentMs: nowMs - said.saidAtMs }));
    });
  }

  #queueOf({ queue: name, leaseMs }: BrokerSettings): FakeQueue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = new FakeQueue(this.#clock, leaseMs, {
      waiting: () => {
        for (const line of this.#hostLines) line.takeMore();
      },
      answered: (id, body) => this.#tellAll((submitter) => submitter.answer(id, body), this.#arrivals()),
      stalled: (id, why) => this.#tellAll((submitter) => submitter.stalled(id, why), this.#arrivals()),
    });
    this.#queues.set(name, queue);
    return queue;
  }

  #say(state: HostState): void {
    this.#hosts.set(state.id, state);
    this.#tellAll((submitter) => submitter.host(state), 1);
  }

  #tellAll(tell: (submitter: SubmitterListener) => void, times: number): void {
    for (const submitter of this.#submitters) {
      for (let i = 0; i < times; i++) {
        this.#clock.after(this.#latencyMs(), () => {
          if (this.#isUp && this.#submitters.has(submitter)) tell(submitter);
        });
      }
    }
  }

  /** What is asked may be done although the answer never comes. */
  async #reach<Value>(act: () => Value): Promise<Value> {
    await sleep(this.#clock, this.#latencyMs());
    if (!this.#isUp) throw unreachable();
    const value = act();
    await sleep(this.#clock, this.#latencyMs());
    if (!this.#isUp) throw unreachable();
    return value;
  }

  #setUp(isUp: boolean): void {
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    for (const queue of this.#queues.values()) queue.isPaused = !isUp;
    for (const submitter of this.#submitters) submitter.line(isUp, isUp ? null : 'connect ECONNREFUSED');
    for (const line of this.#hostLines) line.lineIs(isUp);
  }
}

function unreachable(): ConcurError {
  return new ConcurError('NOT_RUNNABLE', 'the broker can’t be reached');
}
