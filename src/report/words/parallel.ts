import { formatNs, formatRatio } from '../../base/units.ts';
import type { JudgedParallel } from '../../run/judge-parallel.ts';
import { causesText, voluntaryText } from './causes.ts';
import { busyQueued } from './figures.ts';

/** Why a function counts as parallel, or doesn't, in one sentence without its stop. */
export function parallelBecause({ r, d, kind, wallNs, causes, reason }: JudgedParallel): string {
  const figures = `${busyQueued({ r, d })} over ${formatNs(wallNs)}`;
  switch (reason.kind) {
    case 'no-schedstat':
      return 'the kernel doesn’t report here how long threads run';
    case 'too-short':
      return `${formatNs(wallNs)} is too short to judge: let the function work for half a second or more. For calls that only wait, see assertOverlap`;
    case 'may-be-lock':
      return `${figures}: ${voluntaryText(reason.switchesPerSecond)}: they may share a lock`;
    case 'another-call':
      return `${figures}: another call of assertParallel was under way, and whose work this is can’t be told: let them run one after the other`;
    case 'others':
      return `${figures}: ${formatRatio(reason.cores)} of it are from threads that other code may have used: they were there before the function began, or may have been started by others; the rest is below ${formatRatio(reason.gate)}. Let the function start its own workers`;
    case 'unseen':
      return `${figures}, below ${formatRatio(reason.gate)}: ${formatRatio(reason.cores)} of these are of threads or processes that ended before they were sampled; how long they were queued is not known`;
    case 'enough': {
      const why = causes.length === 0 ? '' : ` (${causesText(causes)})`;
      return `${figures}: together at least ${formatRatio(reason.gate)}${why}`;
    }
    case 'gap':
      return `${figures}: nothing could be sampled for ${formatNs(reason.gapNs)}`;
    case 'too-little': {
      const hint = kind === 'WAITING' ? '. This only waited: for calls that overlap, see assertOverlap' : '';
      return `not parallel: ${figures}, together below ${formatRatio(reason.gate)}, where ${reason.atLeast} cores at once were expected (${kind})${hint}`;
    }
  }
}
