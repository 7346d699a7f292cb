import type { Ceiling } from '../../../model/phases.ts';
import { aloneShare, type CeilingFigures, ceilingOf, type Demand } from '../../../stats/ceiling.ts';
import type { Bins } from './bins.ts';
import type { SeenPhase } from './judge-phase.ts';

/** What more cores could bring, and what that rests on. */
export interface SeenCeiling extends CeilingFigures, Pick<Ceiling, 'alone'> {
  readonly durationNs: number;
  readonly samples: number;
  /** The time between two samples that was aimed at, in ms. */
  readonly intervalMs: number;
}

/** So many names are told of. */
const MOST_NAMES = 5;

/** What is known of a watch as a whole. */
interface Watched {
  readonly durationNs: number;
  readonly samples: number;
  readonly intervalMs: number;
  /** CPU time (ns) of threads that no sample saw: nobody knows when they ran. */
  readonly unseenNs: number;
  /** Whether threads were there that couldn’t be followed. */
  readonly isPartial: boolean;
}

/**
 * Null where too much went unseen: what seems serial may not be.
 * @param names what the threads are called, in the order of their tracks
 */
export function seenCeiling(
  bins: Bins,
  phases: readonly SeenPhase[],
  watched: Watched,
  names: readonly string[],
): SeenCeiling | null {
  const { durationNs, samples, intervalMs, isPartial } = watched;
  if (phases.length === 0 || isPartial) return null;
  const [ran, queued] = [bins.r, bins.d].map((cores) => cores.reduce((sum, each) => sum + each, 0));
  // They were queued as the others were, as far as anybody knows.
  const unseenNs = watched.unseenNs * (1 + (queued ?? 0) / Math.max(Number.MIN_VALUE, ran ?? 0));
  const demands = demandsOf(bins, phases);
  const figures = ceilingOf(demands, { durationNs, samples, unseenNs });
  if (figures === null) return null;
  return {
    ...figures,
    alone: aloneBy(bins, demands, names, figures.serialNs),
    durationNs,
    samples,
    intervalMs,
  };
}

/** How long threads of each name were alone, as far as it is known that they were: all together for `serialNs`. */
function aloneBy(
  { mostBy }: Bins,
  demands: readonly Demand[],
  names: readonly string[],
  serialNs: number,
): Ceiling['alone'] {
  const shares = new Map<string, number>();
  demands.forEach((demand, bin) => {
    const comm = names[mostBy[bin] as number] ?? '';
    shares.set(comm, (shares.get(comm) ?? 0) + aloneShare(demand));
  });
  const whole = [...shares.values()].reduce((sum, share) => sum + share, 0);
  return [...shares]
    .map(([comm, share]) => ({ comm, ns: whole === 0 ? 0 : (share / whole) * serialNs }))
    .filter(({ ns }) => ns > 0)
    .sort((a, b) => b.ns - a.ns)
    .slice(0, MOST_NAMES);
}

function demandsOf({ binNs, r, d, most }: Bins, phases: readonly SeenPhase[]): Demand[] {
  return r.map((ran, bin) => {
    const middleNs = (bin + 0.5) * binNs;
    const oneAtATime = phases.find(({ endNs }) => middleNs < endNs)?.manner === 'one-at-a-time';
    const wanted = ran + (d[bin] as number);
    // Who is woken at a lock that another one has is queued for nothing.
    const cores = oneAtATime ? Math.max(ran, Math.min(wanted, 1)) : wanted;
    return { cores, most: most[bin] as number, oneAtATime };
  });
}
