import {
  allUnitsDone,
  assignCpus,
  atWorkTogether,
  claim,
  countOf,
  defaultWorkers,
  defineScenario,
  formatCpuList,
  naps,
  type Observation,
  pinsApplied,
  seenOnOwnCpu,
  slot,
  trial,
} from '../src/scenario-api/index.ts';

export default defineScenario({
  name: 'multicore',
  order: 60,
  question: 'How can I see many processes at work, one per core?',
  hypothesis:
    'One worker per usable core is pinned before it starts, and completes all of its steps on its own core, at the same time as the others.',
  needsCpus: 1,
  engines: ['processes', 'threads', 'pool', 'loop', 'python-processes', 'python-threads', 'fake'],
  follows: ['workers', 'pin', 'steps', 'stepMs'],

  plan(machine, setting) {
    const count = defaultWorkers(machine, setting);
    const engine = setting.engine ?? 'processes';
    const steps = setting.steps ?? (setting.quick ? 20 : 100);
    const stepMs = setting.stepMs ?? 50;
    const cpus = assignCpus(count, setting.pin ?? 'spread', setting.cpus, machine.siblingGroups);
    const shared = new Set(cpus).size < count && !cpus.includes(null);
    const slots = cpus.map((cpu, index) =>
      slot(index, {
        name: cpu === null ? `Worker ${index}` : `Core ${cpu}${shared ? ` #${index}` : ''}`,
        engine,
        cpu,
        work: naps(steps, stepMs, engine),
      }),
    );
    const where = cpus.includes(null)
      ? 'left to the kernel'
      : `to be pinned to CPU ${formatCpuList(cpus as number[])}`;
    return {
      asked: `${countOf(count, 'worker')} (${engine}), ${where}, ${countOf(steps, 'step')} of ${stepMs} ms each`,
      trials: [trial('one per core', slots, { onePerCpu: true })],
    };
  },

  judge([observation], _machine, setting) {
    const { workers } = observation as Observation;
    const applied = workers.filter((worker) => worker.pin.state === 'held');
    const cores = new Set(applied.map((worker) => worker.askedCpu)).size;
    return {
      claims: [
        allUnitsDone(workers),
        ...(setting.pin === 'none' ? [] : [pinsApplied(workers), seenOnOwnCpu(workers)]),
        claim(
          'side-by-side',
          'the workers are at work at the same time',
          atWorkTogether(observation as Observation),
        ),
      ],
      story: [
        `${countOf(workers.length, 'worker')} on ${cores === 0 ? 'no core in particular' : countOf(cores, 'core')}` +
          (cores > 0 && cores < workers.length ? ': more workers than cores, so workers share cores' : ''),
        'A step here is a wait, so the cores stay idle: see the blocked part of each bar.',
      ],
    };
  },
});
