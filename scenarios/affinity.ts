import {
  allHeld,
  type Claim,
  claim,
  countOf,
  cpusSeen,
  defineScenario,
  formatRatio,
  given,
  type Observation,
  pinsHeld,
  seenOnOwnCpu,
  slot,
  spinFor,
  THRESHOLDS,
  trial,
  wantsAllCores,
} from '../src/kit/index.ts';

export default defineScenario({
  name: 'affinity',
  question: 'Do threads run on the same core or on different ones?',
  hypothesis:
    'As they are told: on one core they take turns and share its time, on two they run at the same instant; left alone, the kernel spreads them.',
  needsCpus: 2,
  engines: ['threads', 'processes'],
  follows: [],
  shuffleTrials: true,

  plan(_machine, setting) {
    const [first = 0, second = 1] = setting.cpus;
    const engine = setting.engine ?? 'threads';
    const arm = (label: string, cpus: readonly (number | null)[]) =>
      trial(
        label,
        cpus.map((cpu, index) =>
          slot(index, {
            name: `w${index + 1}`,
            engine,
            cpu,
            work: spinFor(setting.quick ? 300 : 1500),
          }),
        ),
      );
    return {
      asked: `two workers (${engine}) that only compute: on CPU ${first} together, on CPUs ${first} and ${second}, and unpinned; and one alone`,
      trials: [
        arm('alone', [first]),
        arm('same core', [first, first]),
        arm('different cores', [first, second]),
        arm('unpinned', [null, null]),
      ],
    };
  },

  judge(observations) {
    const [alone, same, different, unpinned] = observations as [
      Observation,
      Observation,
      Observation,
      Observation,
    ];
    return {
      claims: [
        ...sharing(same),
        ...sideBySide(different),
        wantsAllCores('unpinned-wants-two', 'unpinned, both want a core at the same time', unpinned),
      ],
      story: [
        ...[same, different, unpinned].map(
          (observation) =>
            `${observation.label}: R ${formatRatio(observation.r)}, D ${formatRatio(observation.d)}, ` +
            `${formatRatio(throughput(observation, alone))} × the work of one alone`,
        ),
        `unpinned, they were seen on CPU ${unpinned.workers.map(cpusSeen).join(' and ')}, with at least ` +
          countOf(
            unpinned.workers.reduce((sum, { migrations }) => sum + (migrations ?? 0), 0),
            'migration',
          ),
      ],
    };
  },
});

function sharing(same: Observation): Claim[] {
  const { r } = same;
  return [
    { ...pinsHeld(same.workers), id: 'same-pins', statement: 'both are held on one CPU' },
    claim('same-one-core', 'on one core they get one core’s worth between them', {
      expected: `R ≤ ${formatRatio(THRESHOLDS.oneCore)}`,
      observed: `R = ${formatRatio(r)}`,
      holds: given(allHeld(same.workers), r === null ? null : r <= THRESHOLDS.oneCore),
    }),
    wantsAllCores('same-wants-two', 'on one core, both want to run all the time', same),
  ];
}

function sideBySide(different: Observation): Claim[] {
  const parallel = different.kind === null ? null : different.kind === 'PARALLEL';
  return [
    { ...seenOnOwnCpu(different.workers), id: 'different-own-cpu' },
    wantsAllCores('different-wants-two', 'on two cores, both want to run all the time', different),
    claim('different-parallel', 'on two cores they run at the same instant', {
      expected: `PARALLEL (R ≥ ${formatRatio(THRESHOLDS.parallelShare * 2)})`,
      observed: `${different.kind ?? 'unknown'} (R = ${formatRatio(different.r)})`,
      // Cores that were wanted and not given are the machine's doing: that decides nothing.
      holds: given(allHeld(different.workers) && different.kind !== 'STARVED', parallel),
      loadSensitive: true,
    }),
  ];
}

/** Units a second, relative to one worker alone on its core. */
function throughput(observation: Observation, alone: Observation): number | null {
  const rate = ({ workers, wallNs }: Observation) =>
    wallNs === null ? null : workers.reduce((sum, { unitsDone }) => sum + unitsDone, 0) / wallNs;
  const [together, single] = [rate(observation), rate(alone)];
  return together === null || single === null || single === 0 ? null : together / single;
}
