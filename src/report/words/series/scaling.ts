import { countOf, formatRatio } from '../../../base/units.ts';
import type { Bend, ScaleReason } from '../../../run/series/judge/scale-reason.ts';
import { causeText } from '../causes.ts';
import { tooFewRuns } from './recommendation.ts';

/** What was found out of scaling, as a document has it: with the recommendation's reason in words. */
export function scalingInWords<Found extends { readonly reason: ScaleReason }>({ reason, ...found }: Found) {
  return { ...found, because: scaleBecause(reason) };
}

/** Why so many workers are recommended, in one sentence without its stop. */
export function scaleBecause(reason: ScaleReason): string {
  switch (reason.kind) {
    case 'nothing-run':
      return 'nothing was run';
    case 'too-little':
      return 'too little was measured to recommend a number of workers';
    case 'too-few-runs':
      return tooFewRuns(reason);
    case 'stopped-early':
      return 'stopped too early';
    case 'reached': {
      const { workers, throughputX, mostX, bend } = reason;
      const verb = workers === 1 ? 'reaches' : 'reach';
      const reached = `${countOf(workers, 'worker')} ${verb} ${formatRatio(throughputX)}× of one worker’s throughput`;
      if (bend === null) return `${reached}, the most that was tried: more may give more`;
      return `${reached}, and more workers give no more (at most ${formatRatio(mostX)}×): ${bendWords(bend)}`;
    }
  }
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
    case 'cause':
      return causeText(bend.cause);
    case 'work':
      return 'the work itself doesn’t scale further';
  }
}
