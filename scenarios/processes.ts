import {
  claim,
  countOf,
  defaultWorkers,
  defineScenario,
  greet,
  type Observation,
  type Setting,
  slot,
  trial,
  type WorkerRecord,
} from '../src/scenario-api/index.ts';

const GLOBAL = 'concurGreeting';

export default defineScenario({
  name: 'processes',
  order: 50,
  question: 'What is a process, and what does it share with others?',
  hypothesis:
    'Each fork has its own PID and memory: a global set in one is unset in main, and killing one leaves the others alive.',
  needsCpus: 1,
  engines: ['processes'],
  follows: ['workers'],

  plan(machine, setting) {
    const count = setting.workers === null ? 2 : Math.max(2, defaultWorkers(machine, setting));
    const slots = Array.from({ length: count }, (_, index) => greeter(index, setting));
    const [first, ...others] = slots;
    const fault = { kind: 'kill', at: { share: 0.4 }, partOfExperiment: true } as const;
    return {
      asked: `${countOf(count, 'fork')} of this process, twice; the second time p1 is killed while it works`,
      trials: [
        trial('own memory', slots, { watchGlobal: GLOBAL }),
        trial('one is killed', [{ ...(first as (typeof slots)[0]), fault }, ...others]),
      ],
    };
  },

  judge([together, killing]) {
    const { workers, main, globalIsSet } = together as Observation;
    const [victim, ...siblings] = (killing as Observation).workers;
    const pids = workers.map((worker) => worker.pid);
    const setInChildren = workers.every((worker) => finding(worker).isSet && !finding(worker).wasSet);
    const survivors = siblings.filter((worker) => worker.state === 'done').length;
    return {
      claims: [
        claim('own-pids', 'each has its own PID, none has main’s', {
          expected: `${workers.length} PIDs other than ${main.pid}`,
          observed: `PID ${pids.join(', ')}`,
          holds: new Set([...pids, main.pid]).size === workers.length + 1,
        }),
        claim('parent', 'main is their parent', {
          expected: `PPID ${main.pid}`,
          observed: `PPID ${[...new Set(workers.map((worker) => worker.parentPid))].join(', ')}`,
          holds: workers.every((worker) => worker.parentPid === main.pid),
        }),
        claim('own-memory', 'a global that a child sets is not set in main', {
          expected: 'set in each child, unset in main',
          observed: `${setInChildren ? 'set in each child' : 'not set in every child'}, ${globalIsSet ? 'set' : 'unset'} in main`,
          holds: workers.some((worker) => worker.state !== 'done')
            ? null
            : setInChildren && globalIsSet === false,
        }),
        claim('own-fate', 'killing one leaves the others alive', {
          expected: `${victim?.name} killed by SIGKILL, ${siblings.length} of ${siblings.length} finish`,
          observed: `${victim?.name} ${victim?.fault?.message ?? 'finished'}, ${survivors} of ${siblings.length} finished`,
          holds: victim?.fault?.signal !== 'SIGKILL' ? null : survivors === siblings.length,
        }),
      ],
      story: [
        `Process ID of main: ${main.pid}`,
        ...workers.map(({ name, pid, parentPid }) => `${name} is process ${pid}, a child of ${parentPid}`),
        `${GLOBAL} was set in ${workers.map((worker) => worker.name).join(' and ')}; in main it is ${globalIsSet ? 'set' : 'unset'}`,
        `${victim?.name} (PID ${victim?.pid}) was killed after ${victim?.unitsDone} units; ${siblings.map((worker) => `${worker.name} continued to its end`).join(', ')}`,
      ],
    };
  },
});

function greeter(index: number, setting: Setting) {
  return slot(index, {
    name: `p${index + 1}`,
    engine: 'processes',
    cpu: null,
    work: greet(`Task ${index + 1}`, GLOBAL, setting.quick ? 150 : 500),
  });
}

function finding(worker: WorkerRecord): { wasSet: boolean; isSet: boolean } {
  return (worker.finding ?? { wasSet: false, isSet: false }) as { wasSet: boolean; isSet: boolean };
}
