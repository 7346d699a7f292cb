import { Gate } from '../../../base/gate.ts';
import type { Clock } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { Warning } from '../../../model/warning.ts';
import type { Outcomes } from '../../dispatch/outcomes.ts';
import type { Range } from '../../dispatch/range.ts';
import type { UnitSource } from '../../dispatch/unit-source.ts';
import type { ChunkState, SentChunk, SubmitterLine, SubmitterListener } from '../broker.ts';
import { AnswerTaker } from './answer-taker.ts';
import type { ChunkCutter } from './chunk-cutter.ts';
import { ChunkFlow } from './chunk-flow.ts';
import { CountedOutcomes } from './counted-outcomes.ts';
import { brokerAway, otherInputs } from './errors.ts';
import type { HostRow } from './host-table.ts';
import type { HostWatch } from './host-watch.ts';
import type { HostsRequest } from './hosts-request.ts';
import { Traffic } from './traffic.ts';
import type { UnitQueue } from './unit-queue.ts';

import { every } from './waiting.ts';

/** Chunks that are out at a time, per worker: one that it does, one that it has, and as many that wait. */
const WINDOW = 4;
/** So many windows full of units are worth being known. */
const AHEAD = 2;
/** Answers are asked for this often: nothing depends on hearing of them. */
const SWEEP_MS = 2_000;
/** Whether it can go on is looked at this often. */
const LOOK_MS = 500;
/** So many results that lie in the broker are fetched at a time. */
const FETCHED = 64;

export interface HostsRunParts {
  readonly request: HostsRequest;
  /** The run’s name in chunks’ ids. */
  readonly run: string;
  readonly line: SubmitterLine;
  readonly source: UnitSource;
  readonly queue: UnitQueue;
  readonly cutter: ChunkCutter;
  readonly outcomes: Outcomes;
  readonly watch: HostWatch;
  readonly key: string | null;
  readonly clock: Clock;
  readonly warn: (warning: Warning) => void;
  /** Called once where there have been too few hosts for too long. */
  readonly giveUp: (here: number) => void;
}

/** Keeps hosts in chunks, and asks for what nobody told of, until every unit has its outcome. */
export class HostsRun implements SubmitterListener {
  readonly outcomes: CountedOutcomes;
  readonly traffic: Traffic;
  readonly flow: ChunkFlow;
  readonly #parts: HostsRunParts;
  readonly #over = new Gate();
  #isOver = false;
  #isUp = true;
  #isFetching = false;
  #hasGivenUp = false;
  #failure: { readonly reason: unknown } | null = null;

  constructor(parts: HostsRunParts) {
    const { request, line, clock, outcomes } = parts;
    this.#parts = parts;
    const nowMs = () => clock.nowNs() / 1e6;
    const fail = (reason: unknown) => this.fail(reason);
    this.outcomes = new CountedOutcomes(outcomes, (error) => {
      if (request.onError === 'raise') fail(error);
    });
    this.traffic = new Traffic(line, {
      nowMs,
      dropped: () => this.#act(() => this.flow.resend()),
      refused: fail,
    });
    const own = { ...parts, outcomes: this.outcomes, traffic: this.traffic };
    const taker = new AnswerTaker({ ...own, nowMs });
    this.flow = new ChunkFlow({ ...own, taker, fail, isOver: () => this.#isOver });
  }

  /** Whether every unit has its outcome. */
  get isDone(): boolean {
    return this.#isOver && this.#failure === null;
  }

  get hosts(): readonly HostRow[] {
    return this.#parts.watch.rows;
  }

  /** Resolves when every unit has its outcome. @throws whatever ended it early */
  async work(): Promise<void> {
    const { clock, source, line } = this.#parts;
    line.on(this);
    const stop = [
      every(clock, SWEEP_MS, () => this.#sweep()),
      every(clock, LOOK_MS, () => this.#act(() => this.#look())),
    ];
    source.onMore(() => this.#act(() => {}));
    this.#act(() => {});
    await this.#over.opened;
    for (const each of stop) each();
    if (this.#failure !== null) throw this.#failure.reason;
  }

  /** Ends it early. */
  fail(reason: unknown): void {
    if (this.#isOver) return;
    this.#failure = { reason };
    this.#end();
  }

  answer(id: string, body: string): void {
    this.#act(() => this.flow.take(id, body));
  }

  stalled(id: string, why: string): void {
    this.#act(() => this.flow.halve(id, why));
  }

  host(state: HostState): void {
    this.#act(() => this.#parts.watch.hear(state, 0));
  }

  line(isUp: boolean, why: string | null): void {
    const { watch, warn } = this.#parts;
    if (isUp === this.#isUp) {
      // Why it stays away is known now.
      if (!isUp && why !== null) this.#act(() => warn(brokerAway(why)));
      return;
    }
    this.#isUp = isUp;
    if (isUp) return this.#act(() => watch.hearAgain());
    watch.goDeaf();
    this.#act(() => warn(brokerAway(why)));
  }

  /** Does something, and then whatever follows from it. What comes of it ends this run, and nothing else. */
  #act(act: () => void): void {
    if (this.#isOver) return;
    try {
      act();
      this.#fill();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Refills the window where half of it is empty. */
  #fill(): void {
    if (this.#isOver || !this.#isUp || this.#isFetching || this.#fetchLeft()) return;
    const { watch, queue, request, source, cutter } = this.#parts;
    const workers = watch.hasBegun ? watch.workers : 0;
    const window = WINDOW * workers;
    source.want(Math.max(AHEAD * window * cutter.fitting, queue.leftNext));
    if (!this.flow.tryAlone() && this.flow.size <= window / 2) {
      const cut = this.#cut(window - this.flow.size, workers);
      if (cut.length > 0 && request.run === null) this.traffic.flush();
      this.flow.send(cut);
    }
    if (queue.isOver && this.flow.isEmpty) this.#end();
  }

  #cut(chunks: number, workers: number): (Range & SentChunk)[] {
    const { queue, cutter } = this.#parts;
    const failed: Parameters<ChunkCutter['cut']>[2] = (...unit) => this.outcomes.fail(...unit);
    const cut: (Range & SentChunk)[] = [];
    while (cut.length < chunks) {
      const next = cutter.cut(queue, workers, failed);
      if (this.#isOver) return [];
      if (next === null) break;
      cut.push(next);
    }
    return cut;
  }

  /** Fetches what an earlier submitter has left of the next units. @returns false where that is nothing */
  #fetchLeft(): boolean {
    const { queue, cutter } = this.#parts;
    const chunks: (Range & { readonly id: string })[] = [];
    while (chunks.length < FETCHED) {
      const name = queue.takeLeft();
      if (name === null) break;
      if (!cutter.isOurs(name)) throw otherInputs(this.#parts.request.run ?? name.run);
      const range = { from: name.from, to: name.from + name.count };
      chunks.push({ id: cutter.idOf(range), ...range });
    }
    if (chunks.length === 0) return false;
    this.#isFetching = true;
    void this.flow.adopt(chunks).then((states) => {
      this.#isFetching = false;
      this.#settle(states);
    });
    return true;
  }

  #sweep(): void {
    if (!this.#isUp) return;
    this.#act(() => void this.flow.sweep().then((states) => this.#settle(states ?? [])));
  }

  #settle(states: readonly ChunkState[]): void {
    this.#act(() => this.flow.settle(states));
  }

  /** Whether it can go on. */
  #look(): void {
    const { watch, request, source, queue, giveUp } = this.#parts;
    // So few inputs may be read ahead that those of a chunk that lies in the broker never are.
    if (source.lack === 'results' && queue.leftNext > 0 && this.flow.isEmpty) queue.forgetLeft();
    if (this.#hasGivenUp || watch.lackedMs < request.waitMs) return;
    this.#hasGivenUp = true;
    giveUp(watch.here);
  }

  #end(): void {
    this.#isOver = true;
    this.#over.open();
  }
}
