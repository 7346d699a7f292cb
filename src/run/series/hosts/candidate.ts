import { countOf } from '../../../base/units.ts';
import type { Broker, BrokerPlace } from '../../../map/hosts/broker.ts';
import type { HostsOrder } from '../../../map/hosts/hosts-order.ts';
import type { RunContext } from '../../run-context.ts';
import type { Entry, UnitWork } from '../candidate.ts';
import type { SeriesRules } from '../rules.ts';

/** Which hosts, and what is asked of them. */
export interface HostsSetup {
  readonly broker: Broker;
  readonly place: BrokerPlace;
  /** `CONCUR_KEY`; null for none. */
  readonly key: string | null;
  /** Whatever their number. */
  readonly order: HostsOrder;
}

export interface ScaleHostsRequest extends HostsSetup {
  /** Ascending; 1 is always tried, because all others are held against it. */
  readonly counts: readonly number[];
  readonly work: UnitWork;
  readonly rules: SeriesRules;
  readonly predictFor: readonly number[];
  readonly context: RunContext;
}

/** Hosts that take part. */
export interface HostsCandidate extends Entry {
  readonly engine: 'hosts';
  readonly python: null;
  readonly work: UnitWork;
}

export function hostsCandidates({
  counts,
  work,
}: Pick<ScaleHostsRequest, 'counts' | 'work'>): HostsCandidate[] {
  const all = [...new Set([1, ...counts])].sort((a, b) => a - b);
  return all.map((workers) => ({
    label: countOf(workers, 'host'),
    workers,
    ...({ engine: 'hosts', python: null } as const),
    work,
  }));
}
