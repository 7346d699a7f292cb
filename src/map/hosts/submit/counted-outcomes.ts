import type { Outcomes } from '../../dispatch/outcomes.ts';
import type { Range } from '../../dispatch/range.ts';
import type { ParallelMapError } from '../../error.ts';
import type { Run } from '../../protocol/messages.ts';

/** The outcomes of a run’s units, counted. */
export class CountedOutcomes {
  /** Units that have a result. */
  done = 0;
  failed = 0;
  readonly #outcomes: Outcomes;
  readonly #hasFailed: (error: ParallelMapError) => void;

  /** @param hasFailed told of each unit that failed */
  constructor(outcomes: Outcomes, hasFailed: (error: ParallelMapError) => void) {
    this.#outcomes = outcomes;
    this.#hasFailed = hasFailed;
  }

  isOpen(position: number): boolean {
    return this.#outcomes.isOpen(position);
  }

  /** @returns how many of these units had no outcome yet */
  take(run: Run): number {
    const taken = this.#outcomes.take(run);
    this.done += taken;
    return taken;
  }

  /** @returns false where the unit had an outcome already */
  fail(position: number, error: ParallelMapError): boolean {
    const isFirst = this.#outcomes.fail(position, error);
    if (!isFirst) return false;
    this.failed++;
    this.#hasFailed(error);
    return true;
  }

  /** Units of a range that have no outcome yet. */
  openIn({ from, to }: Range): Range[] {
    const open: { from: number; to: number }[] = [];
    for (let position = from; position < to; position++) {
      if (!this.isOpen(position)) continue;
      const last = open.at(-1);
      if (last?.to === position) last.to++;
      else open.push({ from: position, to: position + 1 });
    }
    return open;
  }
}
