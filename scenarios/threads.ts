import {
  claim,
  countOf,
  defaultWorkers,
  defineScenario,
  every,
  greet,
  listOf,
  type Observation,
  slot,
  trial,
} from '../src/scenario-api/index.ts';

const GLOBAL = 'concurGreeting';

export default defineScenario({
  name: 'threads',
  order: 10,
  question: 'What is a thread, and which process does it run in?',
  hypothesis:
    'Two named threads run inside one process: one PID, one kernel thread ID each. After the join both are gone.',
  needsCpus: 1,
  engines: ['threads'],
  follows: ['workers', 'pin'],

  plan(machine, setting) {
    const count = setting.workers === null ? 2 : defaultWorkers(machine, setting);
    const slots = Array.from({ length: count }, (_, index) =>
      slot(index, {
        name: `t${index + 1}`,
        engine: 'threads',
        cpu: null,
        work: greet(`Task ${index + 1}`, GLOBAL, setting.quick ? 150 : 500),
      }),
    );
    return {
      asked: `${countOf(count, 'worker thread')} that each report where they run`,
      trials: [trial('named threads', slots, { census: true })],
    };
  },

  judge([observation]) {
    const { workers, main, census } = observation as Observation;
    const tids = workers.map((worker) => worker.tid);
    const during = aliveOf(census?.during, tids);
    const after = aliveOf(census?.after, tids);
    const known = main.pid !== null && tids.every((tid) => tid !== null);
    const inKernel = workers.map((worker) => {
      const thread = census?.during.find(({ tid }) => tid === worker.tid);
      return thread === undefined ? null : thread.comm === worker.name.slice(0, 15);
    });
    const nodes = census?.during.filter(({ tid }) => tid !== main.pid && !tids.includes(tid)) ?? [];
    return {
      claims: [
        claim('one-process', 'all threads are in the process of main', {
          expected: `PID ${main.pid}`,
          observed: `PID ${[...new Set(workers.map((worker) => worker.pid))].join(', ')}`,
          holds: workers.every((worker) => worker.pid === main.pid),
        }),
        claim('own-threads', 'each is its own kernel thread, none is main', {
          expected: `${workers.length} TIDs other than ${main.tid ?? '?'}`,
          observed: known ? `TID ${tids.join(', ')}` : 'unknown',
          holds: known ? new Set([...tids, main.tid]).size === workers.length + 1 : null,
        }),
        claim('names', 'the kernel knows them by their names', {
          expected: listOf(workers.map((worker) => worker.name)),
          observed: listOf(workers.map((worker) => worker.comm ?? '?')),
          holds: every(inKernel),
        }),
        claim('alive', 'they are alive together with main, and gone after the join', {
          expected: `${workers.length + 1} → 1`,
          observed: during === null || after === null ? 'unknown' : `${during} → ${after}`,
          holds: during === null || after === null ? null : during === workers.length + 1 && after === 1,
        }),
      ],
      story: [
        `Process ID of main: ${main.pid}`,
        `Name of the main thread: ${main.comm ?? '?'} (TID ${main.tid ?? '?'})`,
        ...workers.map(
          ({ name, pid, tid, comm }) =>
            `${name} runs in process ${pid} as kernel thread ${tid ?? '?'}, named “${comm ?? '?'}”`,
        ),
        `Threads alive: ${during ?? '?'} (main, ${workers.map((worker) => worker.name).join(', ')}); after the join: ${after ?? '?'}`,
        `Node itself adds ${countOf(nodes.length, 'OS thread')}: ${namesOf(nodes) || '?'}`,
      ],
    };
  },
});

/** Main and those of our threads that the kernel lists, or null where it lists nothing. */
function aliveOf(
  threads: readonly { tid: number }[] | undefined,
  tids: readonly (number | null)[],
): number | null {
  if (threads === undefined || threads.length === 0) return null;
  return 1 + threads.filter(({ tid }) => tids.includes(tid)).length;
}

/** The names of Node's own threads, counted. Where Node gave one no name, the kernel shows the program's. */
function namesOf(threads: readonly { comm: string }[]): string {
  const counts = new Map<string, number>();
  for (const { comm } of threads) {
    const name = /^(node|MainThread)$/.test(comm)
      ? 'unnamed by Node (V8’s helpers, signals, libuv’s pool)'
      : comm;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(', ');
}
