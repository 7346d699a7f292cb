import { ConcurError } from '../../../base/errors/errors.ts';
import { type Clock, sleep } from '../../../base/time/clock.ts';
import { countOf } from '../../../base/units.ts';
import type { SubmitterLine } from '../../../map/hosts/broker.ts';
import { every } from '../../../map/hosts/submit/waiting.ts';
import type { HostState } from '../../../model/hosts.ts';

/** Whether hosts are as they were told to be is looked at so often. */
const LOOK_MS = 20;
/** A host says what it is about once a second, and when that changes. */
const PATIENCE_MS = 15_000;
/** So often a pause is renewed before it would end: twice the broker may not hear of it. */
const RENEWALS_PER_LEASE = 3;

/** Hosts of which some are paused, so that the others do all. Whoever pauses them has to live: pauses are leases. */
export class SwitchedHosts {
  /** Those that are needed first, first: of every machine one, before a second of any. */
  readonly #hosts: readonly HostState[];
  readonly #line: SubmitterLine;
  readonly #clock: Clock;
  readonly #leaseMs: number;
  readonly #states = new Map<string, HostState['state']>();
  readonly #stopRenewing: () => void;
  #paused: readonly string[] = [];

  constructor(hosts: readonly HostState[], line: SubmitterLine, clock: Clock, leaseMs: number) {
    this.#hosts = machinesFirst(hosts);
    this.#line = line;
    this.#clock = clock;
    this.#leaseMs = leaseMs;
    // What the broker doesn’t hear now it hears the next time.
    const renew = () => void this.#pause().catch(() => {});
    this.#stopRenewing = every(clock, leaseMs / RENEWALS_PER_LEASE, renew);
    for (const { id, state } of hosts) this.#states.set(id, state);
    line.on({
      answer() {},
      stalled() {},
      host: ({ id, state }) => this.#states.set(id, state),
      line() {},
    });
  }

  first(count: number): readonly HostState[] {
    return this.#hosts.slice(0, count);
  }

  /** Lets the first so many work, and nobody else. @throws ConcurError (WORKER_FAILED) where one doesn't do as it is told */
  async let(count: number): Promise<void> {
    const [on, off] = [this.#hosts.slice(0, count), this.#hosts.slice(count)].map((hosts) =>
      hosts.map(({ id }) => id),
    ) as [string[], string[]];
    this.#paused = off;
    const resting = on.filter((id) => this.#states.get(id) !== 'here');
    if (resting.length > 0) await this.#line.tell({ type: 'resume', hosts: resting });
    await this.#pause();
    const untilNs = this.#clock.nowNs() + PATIENCE_MS * 1e6;
    const isSo = () => this.#are(on, 'here') && this.#are(off, 'paused');
    while (!isSo()) {
      if (this.#clock.nowNs() >= untilNs) throw deaf(count);
      await sleep(this.#clock, LOOK_MS);
    }
  }

  /** Lets those work again that it has paused. */
  async close(): Promise<void> {
    this.#stopRenewing();
    try {
      // Also those that haven’t said yet that they are paused.
      if (this.#paused.length > 0) await this.#line.tell({ type: 'resume', hosts: this.#paused });
    } finally {
      await this.#line.close();
    }
  }

  /** Also those that are paused: that ends. */
  async #pause(): Promise<void> {
    const [hosts, leaseMs] = [this.#paused, this.#leaseMs];
    if (hosts.length > 0) await this.#line.tell({ type: 'pause', hosts, leaseMs });
  }

  #are(hosts: readonly string[], state: HostState['state']): boolean {
    return hosts.every((id) => this.#states.get(id) === state);
  }
}

/** The first of each machine, then the second of each, and so on; a host whose machine is unknown is one of its own. */
export function machinesFirst(hosts: readonly HostState[]): HostState[] {
  const before = new Map<string, number>();
  const ranked = hosts.toSorted(byName).map((host) => {
    const machine = host.machine ?? host.id;
    const rank = before.get(machine) ?? 0;
    before.set(machine, rank + 1);
    return { host, rank };
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ host }) => host);
}

function byName(one: HostState, other: HostState): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

function deaf(count: number): ConcurError {
  return new ConcurError(
    'WORKER_FAILED',
    `not all hosts did as they were told, so that ${countOf(count, 'host')} could work alone`,
    { hint: 'See concur hosts for who is there.' },
  );
}
