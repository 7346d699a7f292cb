import { countOf, formatRatio, formatShare } from '../../../base/units.ts';
import type { ScaleReport } from '../../../model/documents/scaling.ts';
import type { SeenRun } from '../../../run/series/command/seen-run.ts';
import type { Bend, ScaleReason } from '../../../run/series/judge/scale-reason.ts';
import { causeText } from '../causes.ts';
import { commandRunInWords } from './command-run.ts';
import { tooFewRuns } from './recommendation.ts';

type Alone = NonNullable<Extract<ScaleReason, { readonly kind: 'reached' }>['alone']>;

/** What was found out of scaling, as a document has it: with the recommendation's reason in words. */
export function scalingInWords<
  Found extends { readonly reason: ScaleReason } & Pick<ScaleReport, 'points' | 'engine'> & {
      /** By the number of workers. */
      readonly programs: ReadonlyMap<number, SeenRun>;
    },
>({ reason, programs, ...found }: Found) {
  const noun = scaledNoun(found);
  const points = found.points.map((point) => ({
    ...point,
    program: commandRunInWords(programs.get(point.workers)),
  }));
  return { ...found, points, because: scaleBecause(reason, noun) };
}

/** What is scaled: `worker`, or `host`. */
export function scaledNoun({ engine }: Pick<ScaleReport, 'engine'>): 'worker' | 'host' {
  return engine === 'hosts' ? 'host' : 'worker';
}

/** Why so many workers, or hosts, are recommended, in one sentence without its stop. */
export function scaleBecause(reason: ScaleReason, noun: 'worker' | 'host' = 'worker'): string {
  switch (reason.kind) {
    case 'nothing-run':
      return 'nothing was run';
    case 'too-little':
      return `too little was measured to recommend a number of ${noun}s`;
    case 'too-few-runs':
      return tooFewRuns(reason);
    case 'stopped-early':
      return 'stopped too early';
    case 'reached': {
      const { workers, throughputX, mostX, bend, alone } = reason;
      const verb = workers === 1 ? 'reaches' : 'reach';
      const reached = `${countOf(workers, noun)} ${verb} ${formatRatio(throughputX)}× of one ${noun}’s throughput`;
      const lone = alone === null ? '' : `; ${aloneWords(alone)}`;
      if (bend === null) return `${reached}, the most that was tried: more may give more${lone}`;
      return `${reached}, and more ${noun}s give no more (at most ${formatRatio(mostX)}×): ${bendWords(bend)}${lone}`;
    }
  }
}

/** `at 4, one thread alone for 19 % of the time: ld`. */
function aloneWords({ workers, share, comm }: Alone): string {
  return `at ${workers}, one thread alone for ${formatShare(share)} of the time: ${comm}`;
}

function bendWords(bend: Bend): string {
  switch (bend.kind) {
    case 'quota': {
      const { workers, effectiveCpus, usableCpus, throttled } = bend;
      const proof = throttled === null ? '' : `; ${causeText(throttled)}`;
      return `a quota allows ${formatRatio(effectiveCpus)} of the ${countOf(usableCpus, 'CPU')} (${countOf(workers, 'worker')} ${workers === 1 ? 'uses' : 'use'} it up${proof})`;
    }
    case 'cpus':
      return `there are ${countOf(bend.usableCpus, 'usable CPU')}`;
    case 'one-loop':
      return 'one event loop runs on one thread';
    case 'queued': {
      const { workers, d, usableCpus } = bend;
      const usable = `${countOf(usableCpus, 'CPU')} ${usableCpus === 1 ? 'was' : 'were'} usable`;
      return `${countOf(workers, 'worker')} were queued (${formatRatio(d)} cores) although ${usable}: other load, cause unknown`;
    }
    case 'not-a-cpu':
      return 'its workers wait for something other than a CPU: a lock, memory, a pool of threads that they share';
    case 'shared-machines':
      return `${countOf(bend.hosts, 'host')} are ${countOf(bend.machines, 'machine')}`;
    case 'cause':
      return causeText(bend.cause);
    case 'work':
      return 'the work itself doesn’t scale further';
  }
}
