import type { MapReport } from '../../model/parallel-map.ts';
import { codeDigest } from '../code-digest/code-digest.ts';
import { Answers } from '../dispatch/answers.ts';
import { FROM_ZERO } from '../dispatch/numbering.ts';
import type { Outcomes } from '../dispatch/outcomes.ts';
import { type UnitSource, unitsOf } from '../dispatch/unit-source.ts';
import { poolClosed } from '../error.ts';
import type { MapInputs } from '../inputs.ts';
import type { MapContext } from '../map-context.ts';
import type { MapCall, WorkCall, Workforce } from '../workforce.ts';
import type { Broker, BrokerPlace } from './broker.ts';
import type { HostsOrder } from './hosts-order.ts';
import { runOnHosts } from './submit/run-on-hosts.ts';

/** Where hosts are found, and how what is sent to them is signed. */
export interface HostsPlace {
  readonly broker: Broker;
  readonly place: BrokerPlace;
  /** `CONCUR_KEY`; null for none. */
  readonly key: string | null;
}

/** The workers of hosts, wherever these are. */
export class HostsWorkforce implements Workforce {
  readonly #order: HostsOrder;
  readonly #where: HostsPlace;
  readonly #context: Pick<MapContext, 'warn'>;
  readonly #closed = new AbortController();
  #digest: Promise<string> | null = null;

  constructor(order: HostsOrder, where: HostsPlace, context: Pick<MapContext, 'warn'>) {
    this.#order = order;
    this.#where = where;
    this.#context = context;
  }

  async run(inputs: MapInputs, call: MapCall): Promise<Answers> {
    call.signal?.throwIfAborted();
    const answers = new Answers(inputs.total, null);
    if (inputs.total === 0) return answers;
    await this.work(unitsOf(inputs), answers, { ...call, numbering: FROM_ZERO, total: inputs.total });
    return answers;
  }

  async work(source: UnitSource, outcomes: Outcomes, call: WorkCall): Promise<void> {
    const { onError, numbering, onProgress } = call;
    const signal = AbortSignal.any([this.#closed.signal, ...(call.signal === null ? [] : [call.signal])]);
    this.#digest ??= codeDigest(this.#order.source);
    const digest = await this.#digest;
    const request = { ...this.#order, onError, numbering, signal };
    const { warn } = this.#context;
    await runOnHosts(request, source, outcomes, {
      ...this.#where,
      digest,
      warn,
      onProgress,
      total: call.total,
    });
  }

  /** Hosts say what they do while they do it. */
  async report(): Promise<MapReport | null> {
    return null;
  }

  /** Hosts stay: they are others’. */
  async close(): Promise<void> {
    this.#closed.abort(poolClosed());
  }
}
