import type { CreateWork } from '../../model/trial/workload.ts';

/** Cells of the shared memory: the next ticket to give away, and the ticket whose turn it is. */
const NEXT = 0;
const SERVING = 1;

/**
 * A program that only looks parallel: its workers hand one lock from each to the next, and hold it for `holdMs` of
 * computing. A ticket lock, so that nobody can take it twice while another waits: at any time one worker runs, the
 * others are blocked, as under CPython's GIL.
 */
export const createWork: CreateWork = (params, host) => {
  if (host.shared === null) throw new Error('lock needs workers that share memory: run it on threads');
  const cells = new Int32Array(host.shared);
  const holdMs = Number(params.holdMs);
  let holds = 0;
  return {
    run(count) {
      for (let i = 0; i < count; i++) {
        takeTurn(cells);
        const endMs = performance.now() + holdMs;
        while (performance.now() < endMs);
        Atomics.add(cells, SERVING, 1);
        Atomics.notify(cells, SERVING);
        holds++;
      }
    },
    digest: () => `${holds} holds`,
  };
};

function takeTurn(cells: Int32Array): void {
  const ticket = Atomics.add(cells, NEXT, 1);
  for (;;) {
    const serving = Atomics.load(cells, SERVING);
    if (serving === ticket) return;
    Atomics.wait(cells, SERVING, serving);
  }
}
