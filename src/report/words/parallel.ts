import { formatNs, formatRatio } from '../../base/units.ts';
import type { JudgedParallel } from '../../run/judge-parallel.ts';
import { causesText } from './causes.ts';
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
      return `${figures}: one core’s worth ran, its threads often gave way to each other, and others kept the machine busy: it may be a lock`;
    case 'busy-before':
      return `${figures}: ${formatRatio(reason.cores)} of these are of threads that were busy before the function began; without them it is less than ${formatRatio(reason.gate)}`;
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
