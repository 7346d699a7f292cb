import type { CreateWork } from '../../model/trial/workload.ts';
import { median } from '../../stats/samples/summary.ts';

/** Each pair's ball lies 128 bytes from the next: two cache lines, because some cores fetch them in pairs. */
const BALL_CELLS = 128 / Int32Array.BYTES_PER_ELEMENT;
/** How many pairs are through: those who are in no pair sleep on this cell. */
const THROUGH = 0;
const OVER = -1;
/** The time of a sample is that of so many rounds: reading the clock takes as long as a hand-over. */
const ROUNDS = 25;
const SAMPLES = 201;
/** With nobody at the other end only the fast samples count: until the code is compiled, it is what takes the time. */
const SAMPLES_ALONE = 1_500;
const FAST_SHARE = 0.1;
/** Fewer say nothing. */
const FEWEST_SAMPLES = 21;
/** Who waits for others to play has this many times the patience of who plays. */
const PATIENCE = 4;
const LOOKS_BETWEEN_CLOCKS = 1_000;

/**
 * Hands a number to and fro between each two of `count` threads, a pair after the other, in both directions. Unit 0 is
 * the same with nobody at the other end; unit n is the pair n - 1. No pair takes longer than `limitMs`.
 * Its finding: for each thread the median time (ns) of a hand-over to it, null where there were too few.
 */
export const createWork: CreateWork = (params, host) => {
  if (host.shared === null) throw new Error('ping-pong needs workers that share memory: run it on threads');
  const cells = new Int32Array(host.shared);
  const [me, count, limitMs] = [Number(params.me), Number(params.count), Number(params.limitMs)];
  const row = new Array<number | null>(count).fill(null);
  let unit = 0;
  const play = (pair: number) => {
    const [from, to] = pairOf(pair, count);
    const ball = (1 + count + pair) * BALL_CELLS;
    if (me === from) {
      row[to] = serve(cells, ball, limitMs);
      endPair(cells, pair);
    } else if (me === to) giveBack(cells, ball, limitMs * PATIENCE);
    else sleepThrough(cells, pair, limitMs * PATIENCE);
  };
  return {
    run(units) {
      for (const last = unit + units; unit < last; unit++) {
        if (unit === 0) row[me] = playAlone(cells, (1 + me) * BALL_CELLS);
        else play(unit - 1);
      }
    },
    digest: () => `${unit} turns`,
    finding: () => ({ row }),
  };
};

/** The pair of that number: all those that thread 0 serves first, then those of thread 1. */
export function pairOf(pair: number, count: number): [from: number, to: number] {
  const from = Math.floor(pair / (count - 1));
  const to = pair % (count - 1);
  return [from, to < from ? to : to + 1];
}

function serve(cells: Int32Array, ball: number, limitMs: number): number | null {
  const endMs = performance.now() + limitMs;
  const samples: number[] = [];
  let value = 0;
  let isBack = true;
  while (isBack && samples.length < SAMPLES) {
    const startMs = performance.now();
    for (let round = 0; isBack && round < ROUNDS; round++) {
      Atomics.store(cells, ball, value + 1);
      value += 2;
      isBack = hasBecome(value, cells, ball, endMs);
    }
    if (isBack) samples.push(((performance.now() - startMs) * 1e6) / (2 * ROUNDS));
  }
  Atomics.store(cells, ball, OVER);
  return samples.length < FEWEST_SAMPLES ? null : median(samples);
}

function giveBack(cells: Int32Array, ball: number, limitMs: number): void {
  const endMs = performance.now() + limitMs;
  for (let value = 1; hasBecome(value, cells, ball, endMs); value += 2) {
    // An exchange, because a plain store might hide that it is over.
    Atomics.compareExchange(cells, ball, value, value + 1);
  }
}

/** Both sides of a hand-over in one thread: what it takes where no other core has the line. */
function playAlone(cells: Int32Array, ball: number): number {
  const samples: number[] = [];
  let value = 0;
  while (samples.length < SAMPLES_ALONE) {
    const startMs = performance.now();
    for (let round = 0; round < 2 * ROUNDS; round++) {
      Atomics.store(cells, ball, ++value);
      hasBecome(value, cells, ball, startMs);
    }
    samples.push(((performance.now() - startMs) * 1e6) / (2 * ROUNDS));
  }
  return samples.sort((a, b) => a - b)[Math.floor(FAST_SHARE * SAMPLES_ALONE)] as number;
}

/** Looks until the cell has that value; false when it is over before, or takes too long. */
function hasBecome(value: number, cells: Int32Array, cell: number, endMs: number): boolean {
  for (let looks = 1; ; looks++) {
    const seen = Atomics.load(cells, cell);
    if (seen === value) return true;
    if (seen === OVER) return false;
    if (looks % LOOKS_BETWEEN_CLOCKS === 0 && performance.now() > endMs) return false;
  }
}

function endPair(cells: Int32Array, pair: number): void {
  if (Atomics.load(cells, THROUGH) <= pair) Atomics.store(cells, THROUGH, pair + 1);
  Atomics.notify(cells, THROUGH);
}

function sleepThrough(cells: Int32Array, pair: number, limitMs: number): void {
  const endMs = performance.now() + limitMs;
  for (;;) {
    const through = Atomics.load(cells, THROUGH);
    if (through > pair) return;
    if (Atomics.wait(cells, THROUGH, through, endMs - performance.now()) === 'timed-out') return;
  }
}
