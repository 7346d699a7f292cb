import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { CreateWork, Host } from '../../model/trial/workload.ts';
import { Condition, Lock, ReentrantLock } from './primitives/locks.ts';
import { Barrier, Semaphore, SharedEvent } from './primitives/signals.ts';

/** Each primitive has cells of its own: what it needs first, and then two for what is counted under it. */
const ROOM = 32;
const COUNT = 8;
const MOST = 9;
const MESSAGES = 50;
const PERMITS = 2;
const HOLD_MS = 5;
/** How long one waits for others that may never come. */
const PATIENCE_MS = 2_000;
/** A timer counts whole milliseconds, of a clock that was read before it was set. */
const EARLY_MS = 1;

/** What a primitive's trial was about, and what came of it for this worker. */
interface Outcome {
  readonly seen: number;
  readonly expected: number;
}

/** One of so many threads that try a primitive at the same time. */
interface Party {
  readonly cells: Int32Array;
  /** Its number, from 0. */
  readonly me: number;
  readonly parties: number;
  readonly host: Host;
  /** How often it is tried. */
  readonly rounds: number;
  /** Waits for the others. */
  meet(): void;
}

type Try = (party: Party, at: number) => Outcome | Promise<Outcome>;

/** In the order in which they are tried, each with the invariant that it is tried for. */
const TRIES: Readonly<Record<string, Try>> = {
  lock: (party, at) => exclusion(party, at, new Lock(party.cells, at), 1),
  rlock: (party, at) => exclusion(party, at, new ReentrantLock(party.cells, at, party.me + 1), 2),
  semaphore({ cells, me, meet }, at) {
    if (me === 0) Atomics.store(cells, at, PERMITS);
    meet();
    const semaphore = new Semaphore(cells, at);
    semaphore.acquire();
    raise(cells, at + MOST, Atomics.add(cells, at + COUNT, 1) + 1);
    Atomics.notify(cells, at + MOST);
    // Whoever is first stays until the permits are all taken, however late the others come to a core, and then for one more.
    awaitAtLeast(cells, at + MOST, PERMITS);
    sleep(HOLD_MS);
    Atomics.sub(cells, at + COUNT, 1);
    semaphore.release();
    meet();
    return { seen: Atomics.load(cells, at + MOST), expected: PERMITS };
  },
  event({ cells, me }, at) {
    const event = new SharedEvent(cells, at);
    if (me === 0) {
      sleep(HOLD_MS);
      Atomics.store(cells, at + COUNT, 1);
      event.set();
    }
    event.wait();
    return { seen: Atomics.load(cells, at + COUNT), expected: 1 };
  },
  condition({ cells, me, parties, meet }, at) {
    const lock = new Lock(cells, at);
    const condition = new Condition(cells, at + 1, lock);
    lock.acquire();
    if (me === 0) {
      cells[at + COUNT] = parties;
      condition.notifyAll();
    }
    condition.waitUntil(() => (cells[at + COUNT] as number) > 0);
    cells[at + COUNT] = (cells[at + COUNT] as number) - 1;
    lock.release();
    meet();
    return { seen: Atomics.load(cells, at + COUNT), expected: 0 };
  },
  barrier({ cells, parties, rounds }, at) {
    const barrier = new Barrier(cells, at, parties);
    let early = 0;
    for (let round = 1; round <= rounds; round++) {
      Atomics.add(cells, at + COUNT, 1);
      barrier.wait();
      if (Atomics.load(cells, at + COUNT) < round * parties) early++;
    }
    return { seen: early, expected: 0 };
  },
  async queue({ host }) {
    let inOrder = 0;
    for (let item = 0; item < MESSAGES; item++) if ((await host.exchange(item)) === item) inOrder++;
    return { seen: inOrder, expected: MESSAGES };
  },
  async timer() {
    let fired = 0;
    const startMs = performance.now();
    let earlyMs = 0;
    setTimeout(() => {
      fired++;
      earlyMs = HOLD_MS - (performance.now() - startMs);
    }, HOLD_MS);
    await delay(HOLD_MS * 4);
    return { seen: earlyMs > EARLY_MS ? 0 : fired, expected: 1 };
  },
  async local({ me }) {
    const storage = new AsyncLocalStorage<string>();
    const chains = ['a', 'b', 'c'].map((chain) => `${me}${chain}`);
    const seen = await Promise.all(
      chains.map((mine) =>
        storage.run(mine, async () => {
          await delay(1);
          return storage.getStore() === mine;
        }),
      ),
    );
    return { seen: seen.filter(Boolean).length, expected: chains.length };
  },
};

/** A unit is a primitive, which all threads of the trial try at the same time; each finds out whether its invariant held. */
export const createWork: CreateWork = (params, host) => {
  if (host.shared === null) throw new Error('primitives needs workers that share memory: run it on threads');
  const cells = new Int32Array(host.shared);
  const [me, parties, rounds] = [Number(params.me), Number(params.parties), Number(params.rounds)];
  const meeting = new Barrier(cells, 0, parties);
  const party: Party = { cells, me, parties, host, rounds, meet: () => meeting.wait() };
  const found: Record<string, Outcome> = {};
  return {
    async run(count) {
      const done = Object.keys(found).length;
      for (const [name, attempt] of Object.entries(TRIES).slice(done, done + count)) {
        const at = (Object.keys(TRIES).indexOf(name) + 1) * ROOM;
        party.meet();
        found[name] = await attempt(party, at);
        party.meet();
      }
    },
    digest: () => Object.keys(found).join(),
    finding: () => ({ ...found }) as never,
  };
};

/** A counter that isn't atomic, counted under a lock by all: not one addition is lost. */
function exclusion(
  { cells, parties, rounds, meet }: Party,
  at: number,
  lock: { acquire(): void; release(): void },
  depth: number,
): Outcome {
  for (let round = 0; round < rounds; round++) {
    for (let taken = 0; taken < depth; taken++) lock.acquire();
    cells[at + COUNT] = (cells[at + COUNT] as number) + 1;
    for (let taken = 0; taken < depth; taken++) lock.release();
  }
  meet();
  return { seen: Atomics.load(cells, at + COUNT), expected: rounds * parties };
}

/** Raises a cell to a value, unless it is higher. */
function raise(cells: Int32Array, at: number, to: number): void {
  for (let now = Atomics.load(cells, at); now < to; now = Atomics.load(cells, at)) {
    if (Atomics.compareExchange(cells, at, now, to) === now) return;
  }
}

/** Waits until a cell is raised so far, or nobody has raised it for too long. */
function awaitAtLeast(cells: Int32Array, at: number, least: number): void {
  for (let now = Atomics.load(cells, at); now < least; now = Atomics.load(cells, at)) {
    if (Atomics.wait(cells, at, now, PATIENCE_MS) === 'timed-out') return;
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
