import { Gate } from '../../../base/gate.ts';
import type { Clock } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { Warning } from '../../../model/warning.ts';
import type { Range } from '../../dispatch/ledger.ts';
import type { ChunkState, SubmitterLine, SubmitterListener } from '../broker.ts';
import { chunkId, readChunkId } from '../wire/chunk-id.ts';
import { numberOf } from '../wire/chunk-job.ts';
import { AnswerTaker } from './answer-taker.ts';
import { type Chunk, halves, newChunk, unitsIn } from './chunk.ts';
import type { ChunkCutter } from './chunk-cutter.ts';
import { answerRefused, answersRefused, brokerAway, otherInputs, unitEndedHosts } from './errors.ts';
import type { HostRow } from './host-table.ts';
import type { HostWatch } from './host-watch.ts';
import type { HostsRequest } from './hosts-request.ts';
import { Traffic } from './traffic.ts';
import type { UnitQueue } from './unit-queue.ts';
import { CountedOutcomes, type UnitOutcomes, type UnitSource } from './units.ts';

/** Chunks that are out at a time, per worker: one that it does, one that it has, and as many that wait. */
const WINDOW = 4;
/** Answers are asked for this often: nothing depends on hearing of them. */
const SWEEP_MS = 2_000;
/** Hosts are looked at this often. */
const LOOK_MS = 500;
/** A chunk whose answers bring nothing so often won’t have another. */
const MOST_VAIN_ANSWERS = 3;
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
  readonly outcomes: UnitOutcomes;
  readonly watch: HostWatch;
  readonly key: string | null;
  readonly clock: Clock;
  readonly warn: (warning: Warning) => void;
  /** Called once where there have been too few hosts for too long. */
  readonly giveUp: (here: number) => void;
}

/** Keeps hosts in chunks, takes in their answers, and asks for what nobody told of, until every unit has its outcome. */
export class HostsRun implements SubmitterListener {
  readonly outcomes: CountedOutcomes;
  readonly traffic: Traffic;
  readonly #parts: HostsRunParts;
  readonly #taker: AnswerTaker;
  readonly #out = new Map<string, Chunk>();
  readonly #over = new Gate();
  #isOver = false;
  #isUp = true;
  #isFetching = false;
  #isSweeping = false;
  #hasWarned = false;
  #hasGivenUp = false;
  #failure: { readonly reason: unknown } | null = null;

  constructor(parts: HostsRunParts) {
    const { request, line, clock, outcomes } = parts;
    this.#parts = parts;
    const nowMs = () => clock.nowNs() / 1e6;
    this.outcomes = new CountedOutcomes(outcomes, (error) => {
      if (request.onError === 'raise') this.fail(error);
    });
    this.traffic = new Traffic(line, {
      nowMs,
      dropped: () => this.#act(() => this.#resend()),
      refused: (error) => this.fail(error),
    });
    this.#taker = new AnswerTaker({ ...parts, outcomes: this.outcomes, nowMs });
  }

  /** Whether every unit has its outcome. */
  get isDone(): boolean {
    return this.#isOver && this.#failure === null;
  }

  get hosts(): readonly HostRow[] {
    return this.#parts.watch.rows;
  }

  /** The chunks that are out. */
  get out(): readonly string[] {
    return [...this.#out.keys()];
  }

  /** Resolves when every unit has its outcome. @throws whatever ended it early */
  async work(): Promise<void> {
    const stop = [
      every(this.#parts.clock, SWEEP_MS, () => this.#act(() => this.#sweep())),
      every(this.#parts.clock, LOOK_MS, () => this.#act(() => this.#lookAtHosts())),
    ];
    this.#parts.source.onMore(() => this.#act(() => {}));
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
    this.#act(() => this.#take(id, body));
  }

  stalled(id: string, why: string): void {
    this.#act(() => this.#halve(id, why));
  }

  host(state: HostState): void {
    this.#act(() => this.#parts.watch.hear(state, 0));
  }

  line(isUp: boolean, why: string | null): void {
    this.#act(() => {
      if (isUp === this.#isUp) return;
      this.#isUp = isUp;
      if (!isUp) {
        this.#parts.watch.goDeaf();
        return this.#parts.warn(brokerAway(why));
      }
      this.#parts.watch.hearAgain();
      this.#sweep();
    });
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
    if (this.#isOver || !this.#isUp || this.#isFetching) return;
    if (this.#fetchLeft()) return;
    const { watch, queue, cutter, request } = this.#parts;
    const workers = watch.hasBegun ? watch.workers : 0;
    const window = WINDOW * workers;
    const cut: { readonly chunk: Chunk; readonly body: string }[] = [];
    const failed = (position: number, error: Parameters<CountedOutcomes['fail']>[1]) =>
      this.outcomes.fail(position, error);
    while (this.#out.size + cut.length < window && (cut.length > 0 || this.#out.size <= window / 2)) {
      const next = cutter.cut(queue, workers, failed);
      if (next === null || this.#isOver) break;
      cut.push({ chunk: newChunk(next.id, next, 'sending'), body: next.body });
    }
    if (this.#isOver) return;
    for (const { chunk } of cut) this.#out.set(chunk.id, chunk);
    if (cut.length > 0 && request.run === null) this.traffic.flush();
    this.traffic.put(cut);
    if (queue.isOver && this.#out.size === 0 && !this.traffic.isBusy) this.#end();
  }

  /** Fetches what an earlier submitter has left of the next units. @returns false where that is nothing */
  #fetchLeft(): boolean {
    const { queue, cutter } = this.#parts;
    const chunks: Chunk[] = [];
    for (let name = queue.takeLeft(); name !== null; name = queue.takeLeft()) {
      const range: Range = { from: name.from, to: name.from + name.count };
      if (!cutter.isOurs(name)) throw otherInputs(name.run);
      chunks.push(newChunk(chunkId(name), range, 'sent'));
      if (chunks.length >= FETCHED) break;
    }
    if (chunks.length === 0) return false;
    for (const chunk of chunks) this.#out.set(chunk.id, chunk);
    this.#isFetching = true;
    void this.traffic.look(chunks.map(({ id }) => id)).then((states) => {
      this.#isFetching = false;
      this.#act(() => this.#settle(states));
    });
    return true;
  }

  /** Asks what became of all that is out, and says again what the broker doesn’t know. */
  #sweep(): void {
    if (!this.#isUp || this.#isSweeping) return;
    this.traffic.checkRefusals();
    this.traffic.flush();
    this.#resend();
    const sent = [...this.#out.values()].filter(({ place }) => place === 'sent');
    this.#isSweeping = true;
    void this.traffic.look(sent.map(({ id }) => id)).then((states) => {
      this.#isSweeping = false;
      this.#act(() => this.#settle(states));
    });
  }

  #settle(states: readonly ChunkState[]): void {
    for (const state of states) {
      const chunk = this.#out.get(state.id);
      if (chunk?.place !== 'sent') continue;
      if (state.state === 'answered') this.#take(state.id, state.body);
      else if (state.state === 'stalled') this.#halve(state.id, state.why);
      else if (state.state === 'missing') chunk.place = 'unsent';
    }
    this.#resend();
  }

  #resend(): void {
    if (this.#isOver || !this.#isUp) return;
    const unsent = [...this.#out.values()].filter(({ place }) => place === 'unsent');
    this.traffic.put(unsent.map((chunk) => ({ chunk, body: this.#parts.cutter.pack(chunk.id, chunk) })));
  }

  #take(id: string, body: string): void {
    const chunk = this.#out.get(id);
    if (this.#isOver || chunk?.place === 'dropping') return;
    if (chunk === undefined) return this.#dropStray(id);
    const taken = this.#taker.take(chunk, body);
    switch (taken.type) {
      case 'done':
        this.#out.delete(id);
        if (this.#parts.request.run === null || !taken.isWhole) this.traffic.drop(id, null);
        return;
      case 'again':
        return this.#redo(chunk, taken.ranges);
      case 'late':
        return this.#askAnew(chunk);
      case 'vain':
        if (++chunk.vainAnswers >= MOST_VAIN_ANSWERS) return this.fail(answersRefused(id, taken.why));
        if (!this.#hasWarned) this.#parts.warn(answerRefused(taken.why));
        this.#hasWarned = true;
        return this.#askAnew(chunk);
      case 'fatal':
        return this.fail(taken.error);
    }
  }

  /** Hosts ended that had it: whichever unit does that is found by halves, down to one. */
  #halve(id: string, why: string): void {
    const chunk = this.#out.get(id);
    if (this.#isOver || chunk === undefined || chunk.place === 'dropping') return;
    if (unitsIn(chunk) > 1) return this.#redo(chunk, halves(chunk));
    this.#out.delete(id);
    this.traffic.drop(id, null);
    const index = numberOf(chunk.from, this.#parts.request.numbering);
    this.outcomes.fail(chunk.from, unitEndedHosts(index, why));
  }

  #redo(chunk: Chunk, ranges: readonly Range[]): void {
    this.#out.delete(chunk.id);
    this.traffic.drop(chunk.id, () => this.#parts.queue.putBack(ranges));
  }

  #askAnew(chunk: Chunk): void {
    chunk.place = 'dropping';
    this.traffic.drop(chunk.id, () => {
      chunk.place = 'unsent';
    });
  }

  /** An answer that we have already, to a chunk that was put twice: it would stay in the broker. */
  #dropStray(id: string): void {
    const { request, run } = this.#parts;
    if (request.run !== null || this.traffic.isDropping(id) || readChunkId(id)?.run !== run) return;
    this.traffic.drop(id, null);
  }

  #lookAtHosts(): void {
    const { watch, request, giveUp } = this.#parts;
    if (this.#hasGivenUp || watch.lackedMs < request.waitMs) return;
    this.#hasGivenUp = true;
    giveUp(watch.here);
  }

  #end(): void {
    this.#isOver = true;
    this.#over.open();
  }
}

/** Calls it again and again. @returns what ends that */
export function every(clock: Clock, ms: number, act: () => void): () => void {
  let cancel = clock.after(ms, function again() {
    cancel = clock.after(ms, again);
    act();
  });
  return () => cancel();
}
