import {
  allApplied,
  areSiblings,
  assortedCpus,
  type Checked,
  claim,
  claimUnless,
  corePair,
  defineScenario,
  formatCpuList,
  formatNs,
  formatRatio,
  given,
  left,
  type Machine,
  type Observation,
  type ResultTable,
  ratioOf,
  right,
  siblingPair,
  slot,
  trial,
  unlessVirtual,
  type WorkerRecord,
  workOf,
} from '../src/scenario-api/index.ts';

/** As many as fit into a table, and their pairs into a second or two. */
const MOST_CPUS = 8;
/** No pair may take longer, however busy its CPUs are. */
const LONGEST_MS = 250;
/** How many times as long it takes to hand over to another core as to oneself, at least. */
const FARTHER = 2;

export default defineScenario({
  name: 'core-to-core',
  order: 80,
  question: 'How long does data take from one core to another?',
  hypothesis:
    'A number that another core wrote comes from that core’s cache. That takes several times as long as to read one’s own number; between two hardware threads of one core it doesn’t.',
  needsCpus: 2,
  engines: [],
  follows: [],

  plan(machine, setting) {
    const cpus = assortedCpus(MOST_CPUS, machine, setting);
    const count = cpus.length;
    const turns = 1 + count * (count - 1);
    const limitMs = Math.min(LONGEST_MS, (setting.quick ? 500 : 3000) / turns);
    const slots = cpus.map((cpu, me) => {
      const work = workOf('ping-pong', { me, count, limitMs }, { units: turns }, limitMs);
      return slot(me, { name: `cpu${cpu}`, engine: 'threads', cpu, work });
    });
    return {
      asked: `a thread on each of CPU ${formatCpuList(cpus)}: each pair passes a number back and forth in shared memory, while the others sleep`,
      trials: [trial('all pairs', slots)],
    };
  },

  judge([observation], machine, setting) {
    const { workers } = observation as Observation;
    const times = handOversOf(workers, machine);
    const [own, near, far] = [times.own, times.siblings, times.cores].map(typical) as [Time, Time, Time];
    const applied = allApplied(workers);
    return {
      claims: [
        claim(
          'all-pairs',
          'every pair of threads is measured',
          allMeasured([...times.siblings, ...times.cores]),
        ),
        claimUnless(
          corePair(machine, setting).why,
          'farther',
          'data takes longer from another core than from one’s own cache',
          () => isFarther(own, far, applied, machine),
        ),
        claimUnless(
          siblingPair(machine, setting).why ?? corePair(machine, setting).why,
          'nearer',
          'data takes less time from the same core’s other hardware thread',
          () => isNearer(near, far, applied, machine),
        ),
      ],
      story: [
        `One thread writes a number and reads it back in ${formatNs(own)}: its core’s own cache has it`,
        ...(near === null
          ? []
          : [`To the other hardware thread of a core it takes ${formatNs(near)}: they share that cache`]),
        ...(far === null
          ? []
          : [`To another core it takes ${formatNs(far)}: the data moves from cache to cache`]),
        'Each access to a lock, queue or counter that another core used last costs at least that much.',
      ],
      tables: [matrix(workers)],
    };
  },
});

type Time = number | null;

/** The times (ns) of all hand-overs by where they go. */
function handOversOf(workers: readonly WorkerRecord[], machine: Machine) {
  const all = workers.flatMap((from, me) =>
    rowOf(from, workers.length).map((ns, other) => ({
      ns,
      from,
      to: workers[other] as WorkerRecord,
      isOwn: me === other,
    })),
  );
  const kindOf = ({ from, to, isOwn }: (typeof all)[number]) => {
    if (isOwn) return 'own';
    return areSiblings(from.askedCpu ?? 0, to.askedCpu ?? 0, machine) ? 'siblings' : 'cores';
  };
  const timesOf = (kind: 'own' | 'siblings' | 'cores') =>
    all.filter((handOver) => kindOf(handOver) === kind).map(({ ns }) => ns);
  return { own: timesOf('own'), siblings: timesOf('siblings'), cores: timesOf('cores') };
}

function rowOf({ finding }: WorkerRecord, count: number): Time[] {
  const { row = [] } = (finding ?? {}) as { row?: readonly Time[] };
  return Array.from({ length: count }, (_, index) => row[index] ?? null);
}

/** The middle one of those that were measured, the upper one of two. */
function typical(times: readonly Time[]): Time {
  const known = times.filter((ns) => ns !== null).toSorted((a, b) => a - b);
  return known[known.length >> 1] ?? null;
}

function allMeasured(times: readonly Time[]): Checked {
  const measured = times.filter((ns) => ns !== null).length;
  return {
    expected: `${times.length} of ${times.length} pairs in time`,
    observed: `${measured}`,
    holds: measured === times.length,
    loadSensitive: true,
  };
}

function isFarther(own: Time, far: Time, applied: boolean, machine: Machine): Checked {
  const ratio = ratioOf(far, own);
  return {
    expected: `at least ${formatRatio(FARTHER)} × the time`,
    observed: ratio === null ? 'unknown' : `${formatRatio(ratio)} × (${formatNs(far)}, own ${formatNs(own)})`,
    holds: given(applied, unlessVirtual(machine, ratio === null ? null : ratio >= FARTHER)),
    loadSensitive: true,
  };
}

function isNearer(near: Time, far: Time, applied: boolean, machine: Machine): Checked {
  const isKnown = near !== null && far !== null;
  return {
    expected: 'less time',
    observed: isKnown ? `${formatNs(near)}, to another core ${formatNs(far)}` : 'unknown',
    holds: given(applied, unlessVirtual(machine, isKnown ? near < far : null)),
    loadSensitive: true,
  };
}

function matrix(workers: readonly WorkerRecord[]): ResultTable {
  const cpus = workers.map(({ askedCpu }) => `${askedCpu ?? '?'}`);
  return {
    title: 'latency in ns, one way',
    columns: [left('from CPU'), ...cpus.map((cpu) => right(`to ${cpu}`))],
    rows: workers.map((worker, index) => [
      cpus[index] as string,
      ...rowOf(worker, workers.length).map((ns) => (ns === null ? '?' : ns.toFixed(ns < 100 ? 1 : 0))),
    ]),
  };
}
