import type { UnitFunction } from '../../model/trial/function-source.ts';
import { isPromise } from '../../workloads/unit-work.ts';
import * as CELL from '../dispatch/cell.ts';
import type { ClaimBuffers } from '../dispatch/claim-memory.ts';
import * as TAG from '../dispatch/tag.ts';
import type { Outbox } from './outbox.ts';

/** Claims grow until one takes this long: the counter then costs nothing, and nobody waits long for the last one. */
const SHORT_MS = 0.1;
const LONG_MS = 1;
const LARGEST_CLAIM = 4096;

/**
 * Makes what claims units from the shared counter and does them, until there are none left. Numbers are answered in
 * shared memory: a unit then costs its call and two plain stores. V8 ends a thread where it calls or jumps back: an answer and
 * its count are never torn apart, but a claim and what is told of it may be. The parent looks which answers are there.
 */
export function makeClaimer(
  fn: UnitFunction,
  buffers: ClaimBuffers,
  cells: Float64Array,
  outbox: Outbox,
): () => Promise<void> {
  const { total, chunk } = buffers;
  const tags = new Uint8Array(buffers.tags);
  const numbers = new Float64Array(buffers.numbers);
  const inputs = buffers.inputs === null ? null : new Float64Array(buffers.inputs);
  const counter = new Int32Array(buffers.next);
  const claimSize = chunk === null ? fittingSize(buffers, counter) : () => chunk;
  let other: unknown;

  /** Does units as long as they answer with numbers. @returns the first one that doesn't (its answer is `other`) */
  function doNumbers(first: number, end: number): number {
    // Its own variables: those of the function around it, V8 reads anew for each unit from a worker’s second map on.
    const call = fn;
    const given = inputs;
    const answers = numbers;
    const own = cells;
    // Beside the index, so that no unit waits for the count of the one before it.
    const counted = (own[CELL.done] as number) - first + 1;
    for (let index = first; index < end; index++) {
      const value = call(given === null ? index : given[index], index);
      if (typeof value !== 'number') {
        other = value;
        return index;
      }
      answers[index] = value;
      own[CELL.done] = counted + index;
    }
    return end;
  }

  /** The same over any number of claims. @returns the index at which it stopped; `total` when there are no more */
  function doClaims(first: number): number {
    for (let index = first, end = cells[CELL.to] as number; ; ) {
      cells[CELL.base] = index - (cells[CELL.done] as number);
      index = doNumbers(index, end);
      if (index < end) return index;
      const size = claimSize();
      index = Atomics.add(counter, 0, size);
      if (index >= total) return total;
      end = index + size < total ? index + size : total;
      cells[CELL.from] = index;
      cells[CELL.to] = end;
    }
  }

  function answer(index: number, value: unknown): void {
    if (typeof value !== 'number') {
      tags[index] = TAG.open;
      return outbox.add(index, value);
    }
    numbers[index] = value;
    cells[CELL.done] = (cells[CELL.done] as number) + 1;
  }

  return async () => {
    // What was claimed of another map is done.
    cells[CELL.from] = 0;
    cells[CELL.to] = 0;
    let index = 0;
    while (index < total) {
      try {
        index = doClaims(index);
        if (index < total) answer(index, isPromise(other) ? await other : other);
      } catch (thrown) {
        index = (cells[CELL.base] as number) + (cells[CELL.done] as number);
        tags[index] = TAG.open;
        outbox.fail(index, thrown);
      }
      index++;
    }
    cells[CELL.base] = CELL.NO_BASE;
    outbox.flush();
  };
}

/** What chooses the size of the next claim, by how long the last one took. */
function fittingSize({ total, workers }: ClaimBuffers, counter: Int32Array): () => number {
  let size = 1;
  let beforeMs = performance.now();
  return () => {
    const nowMs = performance.now();
    const tookMs = nowMs - beforeMs;
    beforeMs = nowMs;
    if (tookMs < SHORT_MS) size = Math.min(LARGEST_CLAIM, size * 2);
    else if (tookMs > LONG_MS) size = Math.max(1, size >> 1);
    const left = total - Atomics.load(counter, 0);
    return Math.max(1, Math.min(size, Math.floor(left / (2 * workers))));
  };
}
