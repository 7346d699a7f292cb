import {
  allApplied,
  allCoresWanted,
  busyText,
  type Checked,
  claim,
  countOf,
  defineScenario,
  expectBusy,
  expectWanted,
  formatCpuList,
  formatRatio,
  formatShare,
  given,
  left,
  type Machine,
  type Observation,
  observationOf,
  type ResultTable,
  ratioOf,
  right,
  type Setting,
  slot,
  spinFor,
  THRESHOLDS,
  trial,
  unlessVirtual,
  wantedCores,
  wantedText,
} from '../src/scenario-api/index.ts';
import { interruptions, workRate } from '../src/scenario-api/judge/rates.ts';

const FEW = 'one worker per CPU';
const MANY = 'four workers per CPU';
const TIMES = 4;
/** More CPUs than these would show nothing else, and start a crowd. */
const MOST_CPUS = 4;
/** How much more work in the same running time would count as faster: frequencies and caches make it vary. */
const FASTER = 1.15;
/** Cores for each CPU that a crowd of four for each wants at least. */
const CROWD_WANTS = 2.5;
/** A worker that waited for its CPU for this share of the time had company: a third of that is usual on a quiet machine. */
const CROWDED = 0.1;
/**
 * Interruptions in a second of running, of a worker that has its CPU for itself, from which on others interrupted it: on a
 * quiet machine 80 to 112 were seen, most by our own sampling. It takes others hardly any time.
 */
const INTERRUPTED = 150;
/** How many times as often a crowd is interrupted, at least. */
const MORE_SWITCHES = 1.2;

export default defineScenario({
  name: 'oversubscribe',
  order: 160,
  question: 'Do more workers than CPUs make it faster?',
  hypothesis:
    'No: the CPUs are busy already. Of four workers per CPU each runs a quarter of the time, is queued for the rest, and is interrupted more often.',
  needsCpus: 1,
  engines: ['threads', 'processes'],
  follows: [],
  shuffleTrials: true,

  plan(_machine, setting) {
    const cpus = cpusOf(setting);
    return {
      asked: `the same computing for the same time on CPU ${formatCpuList(cpus)}: ${countOf(cpus.length, 'worker')}, then ${cpus.length * TIMES}`,
      trials: [crowd(FEW, 1, setting), crowd(MANY, TIMES, setting)],
    };
  },

  judge(observations, machine, setting) {
    const [few, many] = [observationOf(observations, FEW), observationOf(observations, MANY)];
    const cpus = cpusOf(setting).length;
    const applied = allApplied(few.workers) && allApplied(many.workers);
    return {
      claims: [
        claim('few-want-all', 'one worker per CPU wants all CPUs', allCoresWanted(few)),
        claim(
          'many-want-more',
          'four workers per CPU want many more than there are',
          wantMoreThan(cpus, many),
        ),
        claim(
          'no-more-cores',
          'four workers per CPU get no more than there are',
          noMoreThan(cpus, many, applied),
        ),
        claim('no-more-work', 'a core does no more work in its running time', noFaster(few, many, machine)),
        claim('interrupted', 'each worker is interrupted more often', moreOften(few, many, applied)),
      ],
      story: [
        `${countOf(few.workers.length, 'worker')} kept ${formatRatio(few.r)} cores busy, ${many.workers.length} kept ${formatRatio(many.r)}`,
        `Each of ${many.workers.length} workers ran ${formatShare(shareOf(many))} of the time and was queued ${formatShare(waitOf(many))} of it`,
        'More workers than CPUs help where the workers wait for something else. Workers that only compute delay each other.',
      ],
      tables: [sideBySide([few, many])],
    };
  },
});

function cpusOf({ cpus }: Setting): readonly number[] {
  return cpus.slice(0, MOST_CPUS);
}

function crowd(label: string, times: number, setting: Setting) {
  const cpus = cpusOf(setting);
  const work = spinFor(setting.quick ? 400 : 1500);
  const engine = setting.engine ?? 'threads';
  const slots = Array.from({ length: cpus.length * times }, (_, index) =>
    slot(index, { name: `w${index + 1}`, engine, cpu: cpus[index % cpus.length] ?? null, work }),
  );
  return trial(label, slots);
}

/** Four for each, less what it takes until all of them are under way. */
function wantMoreThan(cpus: number, many: Observation): Checked {
  const [least, wanted] = [CROWD_WANTS * cpus, wantedCores(many)];
  return {
    expected: expectWanted('≥', least),
    observed: wantedText(many),
    holds: wanted === null ? null : wanted >= least,
    loadSensitive: true,
  };
}

function noMoreThan(cpus: number, { r }: Observation, applied: boolean): Checked {
  const most = cpus + THRESHOLDS.oneCore - 1;
  return {
    expected: expectBusy('≤', most),
    observed: busyText(r),
    holds: given(applied, r === null ? null : r <= most),
  };
}

/** The host of a virtual machine may let another one have half of a core meanwhile, and nobody here would know. */
function noFaster(few: Observation, many: Observation, machine: Machine): Checked {
  const gain = ratioOf(workRate(many), workRate(few));
  return {
    expected: `at most ${formatRatio(FASTER)} × the work in the same running time`,
    observed: gain === null ? 'unknown' : `${formatRatio(gain)} ×`,
    holds: unlessVirtual(machine, gain === null ? null : gain <= FASTER),
    loadSensitive: true,
  };
}

function moreOften(few: Observation, many: Observation, applied: boolean): Checked {
  const [before, after] = [interruptions(few), interruptions(many)];
  // A worker alone on its CPU may never be interrupted at all.
  const enough = before === null ? null : MORE_SWITCHES * Math.max(1, before);
  const isMore = enough === null || after === null ? null : after >= enough;
  return {
    expected:
      enough === null
        ? 'unknown'
        : `at least ${Math.round(enough)} involuntary switches per second of running`,
    observed: after === null ? 'unknown' : `${Math.round(after)} (one per CPU: ${Math.round(before ?? 0)})`,
    // That it is not more proves nothing where others were at the few already.
    holds: given(applied, isMore || !(wasCrowded(few) || (before ?? 0) > INTERRUPTED) ? isMore : null),
    loadSensitive: true,
  };
}

function wasCrowded({ d, workers }: Observation): boolean {
  return d === null || d > CROWDED * workers.length;
}

/** A worker's share of the time that it ran. */
function shareOf({ r, workers }: Observation): number | null {
  return ratioOf(r, workers.length);
}

function waitOf({ d, workers }: Observation): number | null {
  return ratioOf(d, workers.length);
}

function sideBySide(trials: readonly [Observation, Observation]): ResultTable {
  const alone = workRate(trials[0]);
  return {
    title: 'the same CPUs with few and many workers',
    columns: [
      left('workers'),
      right('busy'),
      right('queued'),
      right('each ran'),
      right('interrupted/s'),
      right('work per core time'),
    ],
    rows: trials.map((observation) => [
      `${observation.workers.length}`,
      formatRatio(observation.r),
      formatRatio(observation.d),
      formatShare(shareOf(observation)),
      `${Math.round(interruptions(observation) ?? Number.NaN)}`,
      formatRatio(ratioOf(workRate(observation), alone)),
    ]),
  };
}
