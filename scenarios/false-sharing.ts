import {
  allApplied,
  allCoresWanted,
  type Checked,
  type Company,
  claimUnless,
  corePair,
  defineScenario,
  formatCount,
  formatRatio,
  given,
  left,
  type Machine,
  type Observation,
  observationOf,
  paceOf,
  type ResultTable,
  ratioOf,
  right,
  runnable,
  slot,
  stepNs,
  trial,
  unlessVirtual,
  type WorkerRecord,
  workOf,
} from '../src/scenario-api/index.ts';

const ALONE = 'one alone';
const ONE_LINE = 'in one cache line';
const APART = 'in separate lines';
/** Cache lines are of 64 or 128 bytes, and some cores fetch two at a time. */
const STRIDE_BYTES = { [ONE_LINE]: 4, [APART]: 256 };
/** How many times as much they do apart, at least. */
const FASTER_APART = 1.5;

export default defineScenario({
  name: 'false-sharing',
  order: 170,
  question: 'Why do two threads that share nothing slow each other?',
  hypothesis:
    'Memory moves between cores in cache lines. Two counters in one line make the line move back and forth, though no thread touches the other’s counter. In separate lines it stays. The kernel sees no difference.',
  needsCpus: 2,
  engines: [],
  follows: [],
  shuffleTrials: true,

  plan(machine, setting) {
    const durationMs = setting.quick ? 250 : 1500;
    const { cpus, why } = corePair(machine, setting);
    const counting = (label: string, strideBytes: number, on: readonly number[]) =>
      trial(
        label,
        on.map((cpu, me) => {
          const work = workOf('bump', { me, strideBytes }, { durationMs });
          return slot(me, { name: `w${me + 1}`, engine: 'threads', cpu, work });
        }),
      );
    const both = cpus ?? [];
    return {
      asked: `two threads on two cores, each counts in its own cell for ${durationMs} ms: in neighbouring cells, in cells far apart, and one alone`,
      ...runnable(
        [],
        [
          why,
          [
            counting(ALONE, STRIDE_BYTES[APART], both.slice(0, 1)),
            counting(ONE_LINE, STRIDE_BYTES[ONE_LINE], both),
            counting(APART, STRIDE_BYTES[APART], both),
          ],
        ],
      ),
    };
  },

  judge(observations, machine, setting) {
    const { why } = corePair(machine, setting);
    const seen = (label: string) => observationOf(observations, label);
    return {
      claims: [
        claimUnless(why, 'line-busy', 'in one cache line both want a core all the time', () =>
          allCoresWanted(seen(ONE_LINE)),
        ),
        claimUnless(why, 'apart-busy', 'in separate lines both want a core all the time', () =>
          allCoresWanted(seen(APART)),
        ),
        claimUnless(why, 'nothing-shared', 'each cell holds exactly what its own thread counted', () =>
          allCounted([...seen(ONE_LINE).workers, ...seen(APART).workers]),
        ),
        claimUnless(why, 'apart-faster', 'in separate lines they count much faster', () =>
          isFaster(seen(APART), seen(ONE_LINE), machine),
        ),
      ],
      story: [
        'No lock, no shared variable: each thread writes four bytes that no other thread touches.',
        'A core that writes needs the whole line exclusively. If another core wrote to the line last, the line moves first.',
        'busy doesn’t show it: a core that waits for a cache line counts as running. Only the time of each count shows it.',
      ],
      tables: why === null ? [countTable(observations)] : [],
    };
  },
});

interface Counted {
  readonly counted: number;
  readonly bumped: number;
}

function allCounted(workers: readonly WorkerRecord[]): Checked {
  const findings = workers.map(({ finding }) => finding as unknown as Counted | null);
  const exact = findings.filter((found) => found !== null && found.counted === found.bumped).length;
  return {
    expected: `${workers.length} of ${workers.length} cells are exact`,
    observed: `${exact} of ${workers.length}`,
    holds: findings.includes(null) ? null : exact === workers.length,
  };
}

function isFaster(apart: Observation, oneLine: Observation, machine: Machine): Checked {
  const applied = allApplied([...apart.workers, ...oneLine.workers]);
  const [fast, slow] = [apart, oneLine].map((trial) => paceOf(trial, 'together', 'medianNs'));
  const gain = ratioOf(fast ?? null, slow ?? null);
  return {
    expected: `at least ${formatRatio(FASTER_APART)} × as fast while both run`,
    observed: gain === null ? 'unknown: they hardly ran at the same time' : `${formatRatio(gain)} ×`,
    holds: given(applied, unlessVirtual(machine, gain === null ? null : gain >= FASTER_APART)),
    loadSensitive: true,
  };
}

function countTable(observations: readonly Observation[]): ResultTable {
  return {
    title: 'what the kernel counts, and the time of each count',
    columns: [
      left('counters'),
      right('busy'),
      right('queued'),
      right('ns, both run'),
      right('ns, one runs'),
      right('counts/s'),
    ],
    rows: [ALONE, ONE_LINE, APART].map((label) => {
      const found = observationOf(observations, label);
      const company = label === ALONE ? 'alone' : 'together';
      const pace = paceOf(found, company, 'medianNs');
      return [
        label,
        formatRatio(found.r),
        formatRatio(found.d),
        stepTimes(found, 'together'),
        stepTimes(found, 'alone'),
        formatCount(pace === null ? null : pace * 1e9),
      ];
    }),
  };
}

function stepTimes({ workers }: Observation, company: Company): string {
  const times = workers.map((worker) => stepNs(worker, company, 'medianNs'));
  return times.every((ns) => ns === null) ? '-' : times.map((ns) => ns?.toFixed(1) ?? '-').join(' / ');
}
