import {
  allApplied,
  claim,
  cpusSeen,
  defineScenario,
  formatShare,
  given,
  type Observation,
  oneCoresWorth,
  pinsApplied,
  seenOnOwnCpu,
  slot,
  spinFor,
  THRESHOLDS,
  trial,
  type WorkerRecord,
  wantsAllCores,
} from '../src/scenario-api/index.ts';

export default defineScenario({
  name: 'shared-core',
  order: 100,
  question: 'Can a thread of A and the whole process B share a core?',
  hypothesis:
    'Yes: each gets about half of the core and is queued for the rest of the time, while A’s main thread runs on another core.',
  needsCpus: 2,
  engines: [],
  follows: [],

  plan(_machine, setting) {
    const [cpu = 0, elsewhere = 1] = setting.cpus;
    const work = spinFor(setting.quick ? 800 : 2000);
    return {
      asked: `a thread of this process (A) and a fork (B), both pinned to CPU ${cpu}; A’s main thread pinned to CPU ${elsewhere}`,
      trials: [
        trial(
          'one core, two processes',
          [
            slot(0, { name: 'A.thread', engine: 'threads', cpu, work }),
            slot(1, { name: 'B', engine: 'processes', cpu, work }),
          ],
          { mainCpu: elsewhere },
        ),
      ],
    };
  },

  judge([observation]) {
    const { workers, main } = observation as Observation;
    const [thread, fork] = workers as [WorkerRecord, WorkerRecord];
    const total = thread.runNs === null || fork.runNs === null ? null : thread.runNs + fork.runNs;
    const share = ({ runNs }: WorkerRecord) => (runNs === null || !total ? null : runNs / total);
    const [a, b] = [share(thread), share(fork)];
    const applied = allApplied(workers);
    const mainApart = Object.keys(main.cpusSeen).every((cpu) => Number(cpu) !== thread.askedCpu);
    return {
      claims: [
        claim('two-processes', 'they belong to two processes', {
          expected: `A.thread in PID ${main.pid}, B in another`,
          observed: `PID ${thread.pid} and ${fork.pid}`,
          holds: thread.pid === main.pid && fork.pid !== main.pid,
        }),
        pinsApplied(workers),
        seenOnOwnCpu(workers),
        claim('one-core', 'together they get one core’s worth', oneCoresWorth(observation as Observation)),
        wantsAllCores('both-want-it', 'both want the core all the time', observation as Observation),
        claim('by-turns', 'each gets about half of the core', {
          expected: `at least ${formatShare(THRESHOLDS.fairShare)} each`,
          observed: `A.thread ${formatShare(a)}, B ${formatShare(b)}`,
          holds: given(applied, a === null || b === null ? null : Math.min(a, b) >= THRESHOLDS.fairShare),
          loadSensitive: true,
        }),
        claim('main-elsewhere', 'A’s main thread stays on another core', {
          expected: `never on CPU ${thread.askedCpu}`,
          observed: `seen on CPU ${cpusSeen(main)}`,
          holds: main.pin.state === 'held' && Object.keys(main.cpusSeen).length > 0 ? mainApart : null,
        }),
      ],
      story: [
        `A.thread is kernel thread ${thread.tid ?? '?'} of process ${thread.pid}; B is process ${fork.pid}`,
        `On CPU ${thread.askedCpu} A.thread got ${formatShare(a)} of the running time and B ${formatShare(b)}`,
        `The kernel interrupted them ${(thread.involuntarySwitches ?? 0) + (fork.involuntarySwitches ?? 0)} times; A’s main thread was on CPU ${cpusSeen(main)}`,
      ],
    };
  },
});
