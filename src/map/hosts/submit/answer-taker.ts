import { ConcurError } from '../../../base/errors/errors.ts';
import { numberOf } from '../../dispatch/numbering.ts';
import type { Range } from '../../dispatch/range.ts';
import { unpackValues } from '../../protocol/values.ts';
import { type ChunkAnswer, type ChunkDone, unpackAnswer } from '../wire/chunk-answer.ts';
import { MOST_CHARACTERS } from '../wire/protocol.ts';
import { unpackFailure } from '../wire/unit-failure.ts';
import { type Chunk, halves, unitsIn } from './chunk.ts';
import { type ChunkCutter, EXPIRY_MS } from './chunk-cutter.ts';
import type { CountedOutcomes } from './counted-outcomes.ts';
import { outcomeTooLarge, unusableThere } from './errors.ts';
import type { HostWatch } from './host-watch.ts';
import type { HostsRequest } from './hosts-request.ts';

/** What comes of an answer. */
export type Taken =
  /** All its units have their outcomes. `isWhole`: they all stand in this answer, for whoever goes on with the run. */
  | { readonly type: 'done'; readonly isWhole: boolean }
  /** These units are to be done again, in other chunks. */
  | { readonly type: 'again'; readonly ranges: readonly Range[] }
  /** The same chunk is to be done again: nobody is to blame. */
  | { readonly type: 'late' }
  | { readonly type: 'vain'; readonly why: string }
  | { readonly type: 'fatal'; readonly error: ConcurError };

export interface TakerParts {
  readonly request: HostsRequest;
  readonly key: string | null;
  readonly outcomes: CountedOutcomes;
  readonly cutter: ChunkCutter;
  readonly watch: HostWatch;
  readonly nowMs: () => number;
}

/** Takes answers in: what hosts say is believed of the units that they were given, once it is known to come from a host. */
export class AnswerTaker {
  readonly #parts: TakerParts;

  constructor(parts: TakerParts) {
    this.#parts = parts;
  }

  take(chunk: Chunk, body: string): Taken {
    const answer = this.#open(chunk.id, body);
    switch (answer.type) {
      case 'done':
        this.#parts.cutter.learnAnswer(unitsIn(chunk), body.length);
        return this.#takeDone(chunk, answer);
      case 'too-large':
        this.#parts.cutter.learnAnswer(unitsIn(chunk), answer.characters);
        return this.#takeTooLarge(chunk, answer.characters);
      case 'expired':
        return this.#parts.nowMs() - chunk.sentMs < EXPIRY_MS / 2
          ? { type: 'vain', why: 'a host’s clock is wrong: it calls what we have just sent too old' }
          : { type: 'late' };
      case 'refused':
        return { type: 'vain', why: answer.why };
      case 'unusable':
        return { type: 'fatal', error: unusableThere(this.#parts.request.source, answer.why) };
    }
  }

  #open(id: string, body: string): ChunkAnswer {
    try {
      return unpackAnswer(id, body, this.#parts.key);
    } catch (error) {
      if (error instanceof ConcurError) return { type: 'refused', why: error.message };
      throw error;
    }
  }

  #takeDone(chunk: Chunk, answer: ChunkDone): Taken {
    if (!isOf(unitsIn(chunk), answer))
      return { type: 'vain', why: `the answer of chunk ${chunk.id} is of other units` };
    const { outcomes, request } = this.#parts;
    this.#learn(answer);
    let taken = 0;
    for (const { from, values } of answer.runs) taken += outcomes.take({ from: chunk.from + from, values });
    for (const failure of answer.failures) {
      const position = chunk.from + failure.position;
      const error = unpackFailure(failure, numberOf(request.numbering, position));
      taken += Number(outcomes.fail(position, error));
    }
    const open = outcomes.openIn(chunk);
    if (open.length === 0) {
      return { type: 'done', isWhole: request.onError === 'collect' || answer.failures.length === 0 };
    }
    return taken > 0
      ? { type: 'again', ranges: open }
      : { type: 'vain', why: `the answer of chunk ${chunk.id} lacks the outcomes` };
  }

  #takeTooLarge(chunk: Chunk, characters: number): Taken {
    if (unitsIn(chunk) > 1) return { type: 'again', ranges: halves(chunk) };
    const { outcomes, request } = this.#parts;
    const index = numberOf(request.numbering, chunk.from);
    outcomes.fail(chunk.from, outcomeTooLarge(index, characters, MOST_CHARACTERS));
    return { type: 'done', isWhole: false };
  }

  #learn({ evidence }: ChunkDone): void {
    const { cutter, watch } = this.#parts;
    for (const each of evidence) watch.addWork(each);
    const units = evidence.reduce((sum, each) => sum + each.units, 0);
    const tookMs = evidence.reduce((sum, { startMs, endMs }) => sum + Math.max(0, endMs - startMs), 0);
    if (units > 0) cutter.learnTime(units, tookMs);
  }
}

/** Whether it tells of nothing but the chunk’s own units, counted from 0. */
function isOf(units: number, { runs, failures }: ChunkDone): boolean {
  const isWithin = (first: number, count: number) =>
    Number.isInteger(first) && first >= 0 && first + count <= units;
  return (
    runs.every((run) => isWithin(run.from, unpackValues(run.values).length)) &&
    failures.every(({ position }) => isWithin(position, 1))
  );
}
