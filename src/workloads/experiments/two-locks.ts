import type { CreateWork } from '../../model/trial/workload.ts';

/** Cells of the shared memory: a lock each (0 is free, else its owner + 1), and how many have taken their first one. */
const LOCKS = 2;
const ARRIVED = 2;

/**
 * Takes two locks, once a unit: `first` and then the other one. With `meet` it waits in between until the other worker
 * has its first lock too, so that what might happen by chance happens surely. Who doesn't get the second one in time
 * gives up, keeps what it has, and tells what it holds and what it wants.
 */
export const createWork: CreateWork = (params, host) => {
  if (host.shared === null) throw new Error('two-locks needs workers that share memory: run it on threads');
  const cells = new Int32Array(host.shared);
  const [me, first, timeoutMs] = [Number(params.me), Number(params.first), Number(params.timeoutMs)];
  const second = LOCKS - 1 - first;
  let rounds = 0;
  let stuck: { holds: number; wants: number; owner: number } | null = null;
  return {
    run(count) {
      for (let left = count; left > 0; left--) {
        take(cells, first, me, timeoutMs);
        if (params.meet === true) meet(cells);
        if (!take(cells, second, me, timeoutMs)) {
          stuck = { holds: first, wants: second, owner: Atomics.load(cells, second) - 1 };
          return;
        }
        rounds++;
        release(cells, second);
        release(cells, first);
      }
    },
    digest: () => `${rounds} rounds`,
    finding: () => ({ rounds, stuck }),
  };
};

/** @returns whether it was had before the time was over */
function take(cells: Int32Array, lock: number, me: number, timeoutMs: number): boolean {
  const endMs = performance.now() + timeoutMs;
  for (;;) {
    const owner = Atomics.compareExchange(cells, lock, 0, me + 1);
    if (owner === 0) return true;
    const leftMs = endMs - performance.now();
    if (leftMs <= 0 || Atomics.wait(cells, lock, owner, leftMs) === 'timed-out') return false;
  }
}

function release(cells: Int32Array, lock: number): void {
  Atomics.store(cells, lock, 0);
  Atomics.notify(cells, lock);
}

/** Waits until both are here. */
function meet(cells: Int32Array): void {
  Atomics.add(cells, ARRIVED, 1);
  Atomics.notify(cells, ARRIVED);
  for (let here = 1; here < 2; here = Atomics.load(cells, ARRIVED)) Atomics.wait(cells, ARRIVED, here);
}
