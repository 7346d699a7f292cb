import type { Warning } from '../../../model/warning.ts';
import { numberOf } from '../../dispatch/numbering.ts';
import type { Range } from '../../dispatch/range.ts';
import type { ChunkState, SentChunk } from '../broker.ts';
import type { AnswerTaker, Taken } from './answer-taker.ts';
import { type Chunk, halves, newChunk, unitsIn } from './chunk.ts';
import type { ChunkCutter } from './chunk-cutter.ts';
import type { CountedOutcomes } from './counted-outcomes.ts';
import { answerRefused, answersRefused, unitEndedHosts } from './errors.ts';
import type { HostsRequest } from './hosts-request.ts';
import { Suspects } from './suspects.ts';
import type { Traffic } from './traffic.ts';
import type { UnitQueue } from './unit-queue.ts';

/** A chunk whose answers bring nothing so often won’t have another. */
const MOST_VAIN_ANSWERS = 3;

export interface FlowParts {
  readonly request: HostsRequest;
  readonly queue: UnitQueue;
  readonly cutter: ChunkCutter;
  readonly taker: AnswerTaker;
  readonly traffic: Traffic;
  readonly outcomes: CountedOutcomes;
  readonly warn: (warning: Warning) => void;
  /** Ends the run: nothing is sent from then on. */
  readonly fail: (reason: unknown) => void;
  readonly isOver: () => boolean;
}

/** The chunks that are out, until their units have outcomes or are back in the queue. */
export class ChunkFlow {
  readonly #parts: FlowParts;
  readonly #out = new Map<string, Chunk>();
  readonly #suspects: Suspects;
  #isSweeping = false;
  #hasWarned = false;

  constructor(parts: FlowParts) {
    this.#parts = parts;
    this.#suspects = new Suspects(parts.request.onError === 'raise');
  }

  get size(): number {
    return this.#out.size;
  }

  get ids(): readonly string[] {
    return [...this.#out.keys()];
  }

  /** No unit is in a chunk, or about to come back from one. */
  get isEmpty(): boolean {
    return this.#isNothingOut && this.#suspects.isEmpty;
  }

  /** Sends what is to be tried alone, where it is its turn. @returns whether it is, and nothing else is to be sent */
  tryAlone(): boolean {
    if ([...this.#out.values()].some(({ isAlone }) => isAlone)) return true;
    if (!this.#suspects.areDue(this.#parts.queue.waiting)) return false;
    const chunk = this.#isNothingOut ? this.#suspects.next() : null;
    if (chunk !== null) this.#out.set(chunk.id, chunk);
    this.resend();
    return true;
  }

  send(cut: readonly (Range & SentChunk)[]): void {
    const chunks = cut.map((each) => ({ chunk: newChunk(each.id, each, 'sending'), body: each.body }));
    for (const { chunk } of chunks) this.#out.set(chunk.id, chunk);
    this.#parts.traffic.put(chunks);
  }

  /** Takes over what an earlier submitter has sent. @returns what the broker knows of it */
  adopt(chunks: readonly (Range & { readonly id: string })[]): Promise<readonly ChunkState[]> {
    for (const chunk of chunks) this.#out.set(chunk.id, newChunk(chunk.id, chunk, 'sent'));
    return this.#parts.traffic.look(chunks.map(({ id }) => id));
  }

  /** Asks what became of all that is out, and says again what the broker doesn’t know. Null while the last time isn’t over. */
  async sweep(): Promise<readonly ChunkState[] | null> {
    if (this.#isSweeping) return null;
    const { traffic } = this.#parts;
    traffic.checkRefusals();
    traffic.flush();
    this.resend();
    this.#isSweeping = true;
    const sent = [...this.#out.values()].filter(({ place }) => place === 'sent');
    const states = await traffic.look(sent.map(({ id }) => id));
    this.#isSweeping = false;
    return states;
  }

  /** Does what follows from what the broker knows. */
  settle(states: readonly ChunkState[]): void {
    for (const state of states) {
      if (this.#parts.isOver()) return;
      const chunk = this.#out.get(state.id);
      if (chunk?.place !== 'sent') continue;
      if (state.state === 'answered') this.take(state.id, state.body);
      else if (state.state === 'stalled') this.halve(state.id, state.why);
      else if (state.state === 'missing') chunk.place = 'unsent';
    }
    this.resend();
  }

  resend(): void {
    if (this.#parts.isOver()) return;
    const unsent = [...this.#out.values()].filter(({ place }) => place === 'unsent');
    this.#parts.traffic.put(
      unsent.map((chunk) => ({ chunk, body: this.#parts.cutter.pack(chunk.id, chunk) })),
    );
  }

  take(id: string, body: string): void {
    const chunk = this.#out.get(id);
    if (chunk === undefined || chunk.place === 'dropping') return;
    this.#follow(chunk, this.#parts.taker.take(chunk, body));
  }

  /** Hosts ended that had it: whichever unit does that is found by halves, down to one. */
  halve(id: string, why: string): void {
    const chunk = this.#out.get(id);
    if (chunk === undefined || chunk.place === 'dropping') return;
    if (unitsIn(chunk) > 1) return this.#redo(chunk, halves(chunk));
    this.#out.delete(id);
    if (!chunk.isAlone) return this.#parts.traffic.drop(id, () => this.#suspects.add(chunk));
    this.#parts.traffic.drop(id, null);
    const index = numberOf(this.#parts.request.numbering, chunk.from);
    this.#parts.outcomes.fail(chunk.from, unitEndedHosts(index, why));
  }

  #follow(chunk: Chunk, taken: Taken): void {
    const { request, traffic, warn, fail } = this.#parts;
    switch (taken.type) {
      case 'done':
        this.#out.delete(chunk.id);
        if (request.run === null || !taken.isWhole) traffic.drop(chunk.id, null);
        return;
      case 'again':
        return this.#redo(chunk, taken.ranges);
      case 'late':
        return this.#askAnew(chunk);
      case 'vain':
        if (++chunk.vainAnswers >= MOST_VAIN_ANSWERS) return fail(answersRefused(chunk.id, taken.why));
        if (!this.#hasWarned) warn(answerRefused(taken.why));
        this.#hasWarned = true;
        return this.#askAnew(chunk);
      case 'fatal':
        return fail(taken.error);
    }
  }

  get #isNothingOut(): boolean {
    return this.#out.size === 0 && !this.#parts.traffic.isBusy;
  }

  #redo(chunk: Chunk, ranges: readonly Range[]): void {
    this.#out.delete(chunk.id);
    this.#parts.traffic.drop(chunk.id, () => this.#parts.queue.putBack(ranges));
  }

  #askAnew(chunk: Chunk): void {
    chunk.place = 'dropping';
    this.#parts.traffic.drop(chunk.id, () => {
      chunk.place = 'unsent';
    });
  }
}
