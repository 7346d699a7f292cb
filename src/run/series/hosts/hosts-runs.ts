import { MonotonicClock } from '../../../base/time/clock.ts';
import { codeDigest } from '../../../map/code-digest/code-digest.ts';
import { Answers } from '../../../map/dispatch/answers.ts';
import { FROM_ZERO } from '../../../map/dispatch/numbering.ts';
import { unitsOf } from '../../../map/dispatch/unit-source.ts';
import { runOnHosts } from '../../../map/hosts/submit/run-on-hosts.ts';
import { queueOf } from '../../../map/hosts/wire/protocol.ts';
import { type MapInputs, readMapInputs } from '../../../map/inputs.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { ParallelMapProgress } from '../../../model/parallel-map.ts';
import type { RunContext } from '../../run-context.ts';
import type { SeriesRun, UnitWork } from '../candidate.ts';
import { checkResults, type Answers as Given } from '../check-results.ts';
import type { Place } from '../interleave.ts';
import type { HostsCandidate, HostsSetup } from './candidate.ts';
import { Counted, countedBroker } from './counted-broker.ts';
import { checkWorked, type HostsDone, runOf } from './hosts-done.ts';
import { hostsHere } from './hosts-here.ts';
import { SwitchedHosts } from './switched-hosts.ts';

interface Request extends HostsSetup {
  readonly work: UnitWork;
  readonly context: RunContext;
}

/** Runs of one map on hosts, with so many of them as its candidate has. */
export class HostsRuns {
  readonly #request: Request;
  readonly #digest: string;
  readonly #hosts: SwitchedHosts;
  readonly #most: number;
  readonly #counted = new Map<number, Counted>();
  #given: Given | null = null;

  /** @throws ConcurError (CAPABILITY_MISSING) where fewer than `least` hosts with this code are there */
  static async open(request: Request, least: number): Promise<HostsRuns> {
    const { broker, place, order } = request;
    const digest = await codeDigest(order.source);
    const here = await hostsHere(request, least);
    const line = await broker.submit({ ...place, queue: queueOf(digest), leaseMs: order.leaseMs });
    const hosts = new SwitchedHosts(here, line, new MonotonicClock(), order.leaseMs);
    return new HostsRuns(request, digest, hosts, here.length);
  }

  private constructor(request: Request, digest: string, hosts: SwitchedHosts, most: number) {
    this.#request = request;
    this.#digest = digest;
    this.#hosts = hosts;
    this.#most = most;
  }

  first(count: number): readonly HostState[] {
    return this.#hosts.first(count);
  }

  bytesPerChunk(count: number): number | null {
    return this.#counted.get(count)?.bytesPerChunk ?? null;
  }

  /** One map that isn't counted, on all of them: their workers start with it. */
  async warmUp(): Promise<void> {
    await this.#hosts.let(this.#most);
    await this.#map(this.#most, new Counted());
  }

  async runOnce(candidate: HostsCandidate, at: Place): Promise<SeriesRun | null> {
    const { label, workers } = candidate;
    await this.#hosts.let(workers);
    const counted = this.#counted.get(workers) ?? new Counted();
    this.#counted.set(workers, counted);
    const done = await this.#map(workers, counted);
    if (done === null) return null;
    checkWorked(done, workers);
    this.#given = checkResults(done.results, `${label}, run ${at.round}`, this.#given);
    return runOf(candidate, at, done);
  }

  /** One run with all of them, whose results somebody else holds against others. */
  async runOnAll(
    candidate: HostsCandidate,
    at: Place,
  ): Promise<{ readonly run: SeriesRun; readonly results: readonly unknown[] } | null> {
    const done = await this.#map(1, new Counted());
    return done === null ? null : { run: runOf(candidate, at, done), results: done.results };
  }

  close(): Promise<void> {
    return this.#hosts.close();
  }

  /** Null where it was ended from outside. */
  async #map(hosts: number, counted: Counted): Promise<HostsDone | null> {
    const { broker, place, key, order, work, context } = this.#request;
    const { clock, signal } = context;
    const inputs: MapInputs =
      work.inputs === null ? { type: 'count', total: work.about.units } : readMapInputs(work.inputs);
    const answers = new Answers(inputs.total, null);
    let last: ParallelMapProgress | null = null;
    const startNs = clock.nowNs();
    try {
      const request = { ...order, hosts, onError: 'raise', numbering: FROM_ZERO, signal } as const;
      await runOnHosts(request, unitsOf(inputs), answers, {
        ...{ place, key, digest: this.#digest, broker: countedBroker(broker, counted), total: inputs.total },
        warn() {},
        onProgress(progress) {
          last = progress;
        },
      });
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
    return { wallNs: clock.nowNs() - startNs, progress: last, results: answers.values() };
  }
}
