import { ownStack } from '../../machine/own/own-stack.ts';
import type { CreateWork } from '../../model/trial/workload.ts';

/** Cells of 4 bytes that lie two cache lines apart. */
const STRIDE = 32;
/** Long enough for the kernel to take the core away in between, where two threads have but one. */
const BUMPS = 4_000_000;
const ATOMIC_BUMPS = 1_000_000;
const THREADS = 2;

/**
 * A unit is a race: two threads add 1 to the same cell, some million times each. The first race adds atomically, the
 * others with ++, which is a load, an addition and a store. Each also sets a global variable, and says where its stack is.
 */
export const createWork: CreateWork = (params, host) => {
  if (host.shared === null) throw new Error('races needs workers that share memory: run it on threads');
  const cells = new Int32Array(host.shared);
  const globals = globalThis as Record<string, unknown>;
  const name = String(params.global);
  const stack = ownStack();
  const wasSet = name in globals;
  globals[name] = host.name;
  const totals: number[] = [];
  return {
    run(count) {
      for (let left = count; left > 0; left--) {
        const race = totals.length;
        const cell = (2 * race + 1) * STRIDE;
        meet(cells, 2 * race * STRIDE);
        if (race === 0) bumpAtomically(cells, cell);
        else bump(cells, cell);
        meet(cells, (2 * race + 2) * STRIDE - 1);
        totals.push(cells[cell] as number);
      }
    },
    digest: () => totals.slice(0, 1).join(),
    finding: () => ({
      expected: BUMPS * THREADS,
      expectedAtomic: ATOMIC_BUMPS * THREADS,
      atomic: totals[0] ?? null,
      plain: totals.slice(1),
      stack: stack === null ? null : { ...stack },
      globalWasSet: wasSet,
      globalIsOwn: globals[name] === host.name,
    }),
  };
};

function bump(cells: Int32Array, cell: number): void {
  for (let i = 0; i < BUMPS; i++) cells[cell] = (cells[cell] as number) + 1;
}

function bumpAtomically(cells: Int32Array, cell: number): void {
  for (let i = 0; i < ATOMIC_BUMPS; i++) Atomics.add(cells, cell, 1);
}

/** Waits until both are here. Awake, so that both go on at the same moment, but not for long: the other may have no core. */
function meet(cells: Int32Array, cell: number): void {
  Atomics.add(cells, cell, 1);
  Atomics.notify(cells, cell);
  for (let look = 0; Atomics.load(cells, cell) < THREADS; look++) {
    if (look > 10_000) Atomics.wait(cells, cell, 1, 1);
  }
}
