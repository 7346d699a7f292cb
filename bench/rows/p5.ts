import { formatNs } from '../../src/base/units.ts';
import type { Line } from '../line.ts';
import type { Results, Row } from '../row.ts';
import { GROWTH_SIZES, growthLine } from './growth.ts';
import { compiledPeer } from './peer.ts';
import {
  comparing,
  lackOfPools,
  MOST_TASKS,
  OTHER_POOLS,
  PISCINA,
  type Rates,
  tinyTasks,
} from './tiny-tasks.ts';

const CHUNKS = [1, 100] as const;

/**
 * Tiny tasks on threads, from when all of them are up and V8 has nothing left to compile of their start. Against piscina, the time ends when each has its list of results;
 * against C, when the answers stand in memory, which is all that C has. C's memory is fresh from malloc, or written to
 * before the start; ours is written to while the workers boot.
 */
export const p5: Row<Rates> = {
  name: 'P5',
  about: 'tiny tasks on threads',
  limit:
    'With chunk 1 each task is an atomic addition, which takes 8 ns in V8 and 2 in C. With chunk 100 a bare Node program takes about 4 ms, ours 5.5: 0.5 ms more until both threads have begun, 0.5 in the loop, and 0.5 from when the last thread is done, most of it code that runs for the first time. On a busy machine C’s two threads often run one after the other, and its counter costs less then.',
  needs: [],
  rounds: { full: 9, quick: 3 },
  async prepare(site, form) {
    const tasks = tinyTasks(site, form);
    const pools = lackOfPools(site) === null ? OTHER_POOLS.threads : [];
    const program = site.programs.cc === null ? null : compiledPeer(site, 'map_fetch_add.c');
    const group = (workers: number) => tasks.concur('threads', 'auto', { workers });
    // Hundreds of workers take longest to start, and a quick run asks for no growth.
    const growing = form === 'full' ? GROWTH_SIZES.map(group) : [];
    const auto = tasks.concur('threads', 'auto');
    return {
      candidates: [
        tasks.pool(PISCINA),
        ...pools.map(tasks.pool),
        auto,
        tasks.concur('threads', 100, { tasks: MOST_TASKS }),
        ...(program === null ? [] : [tasks.c(program, 100, 'fresh', MOST_TASKS)]),
        tasks.bare(100, MOST_TASKS),
        ...CHUNKS.flatMap((chunk) => [
          tasks.concur('threads', chunk),
          tasks.bare(chunk),
          ...(program === null ? [] : [tasks.c(program, chunk, 'fresh'), tasks.c(program, chunk, 'touched')]),
        ]),
        ...growing.filter(({ name }) => name !== auto.name),
      ],
      lines: (results) => [
        ...besidePools(results),
        ...besideC(results),
        ...(growing.length === 0 ? [] : [growth((workers) => results(group(workers).name))]),
      ],
    };
  },
};

/** The time that a million tasks take, with more and more threads on the same CPUs. */
function growth(ratesOf: (workers: number) => readonly Rates[]): Line {
  const timesOf = (workers: number) => ratesOf(workers).map(({ answered }) => 1e15 / answered);
  return growthLine('threads: time of 1 M tasks', timesOf, formatNs);
}

function besidePools(results: Results<Rates>): Line[] {
  const listed = comparing(results, 'listed');
  return [
    ...(['auto', ...CHUNKS] as const).map((chunk) =>
      listed(`threads ${chunk}`, 'piscina', [{ atLeast: 300 }]),
    ),
    ...OTHER_POOLS.threads.map(({ name }) => listed('threads auto', name, [{ atLeast: 1 }])),
  ];
}

/** … and how far from C a Node program is that does nothing else. */
function besideC(results: Results<Rates>): Line[] {
  const answered = comparing(results, 'answered');
  return [
    ...CHUNKS.map((chunk) => answered(`threads ${chunk}`, `C ${chunk} fresh`, [{ atLeast: 0.5 }])),
    ...CHUNKS.map((chunk) => answered(`threads ${chunk}`, `C ${chunk} touched`, [])),
    answered('threads 100 8 M', 'C 100 fresh 8 M', [{ atLeast: 1 }]),
    ...CHUNKS.map((chunk) => answered(`bare ${chunk}`, `C ${chunk} fresh`, [])),
    answered('bare 100 8 M', 'C 100 fresh 8 M', []),
    ...CHUNKS.map((chunk) => answered(`threads ${chunk}`, `bare ${chunk}`, [])),
    answered('threads 100 8 M', 'bare 100 8 M', []),
  ];
}
