import { clearInterval, setInterval } from '../../../base/time/real.ts';
import type { UnitOnHost } from '../../../model/simulated-hosts.ts';
import type { AskedOfHost } from '../../../workloads/experiments/unit-on-host.ts';
import { unpackValues } from '../../protocol/values.ts';
import type { ChunkState, SubmitterLine } from '../broker.ts';
import { BULLMQ_BROKER } from '../bullmq/bullmq-broker.ts';
import { unpackAnswer } from '../wire/chunk-answer.ts';
import { chunkId, inputsDigest } from '../wire/chunk-id.ts';
import { packJob } from '../wire/chunk-job.ts';
import { queueOf, WIRE_PROTOCOL } from '../wire/protocol.ts';
import { type Company, UNIT } from './company.ts';

/** Whether an answer is there of which nobody told is asked so often. */
const LOOK_MS = 1_000;
/** All of it is over long before. */
const EXPIRES_MS = 600_000;

interface Pending {
  resolve(unit: UnitOnHost): void;
  reject(error: unknown): void;
}

/** A line to hosts on which each unit is a chunk of its own. */
export class UnitLine {
  readonly #line: SubmitterLine;
  readonly #pending = new Map<string, Pending>();
  readonly #timer: NodeJS.Timeout;
  #sent = 0;

  static async open({ place, states, setup }: Company): Promise<UnitLine> {
    const queue = queueOf(states[0]?.digest ?? '');
    return new UnitLine(await BULLMQ_BROKER.submit({ ...place, queue, leaseMs: setup.leaseMs }));
  }

  private constructor(line: SubmitterLine) {
    this.#line = line;
    line.on({
      answer: (id, body) => this.#take({ id, state: 'answered', body }),
      stalled: (id, why) => this.#take({ id, state: 'stalled', why }),
      host() {},
      line() {},
    });
    this.#timer = setInterval(() => this.#look().catch(() => {}), LOOK_MS);
  }

  /** @throws DataCloneError where what is asked can’t be sent; Error where a host can’t do it */
  async do(asked: AskedOfHost): Promise<UnitOnHost> {
    const from = this.#sent++;
    const inputs = [asked];
    const id = chunkId({ run: 'machines', from, count: 1, digest: inputsDigest(inputs, 1) });
    const job = {
      ...({ type: 'chunk', protocol: WIRE_PROTOCOL, run: 'machines', function: UNIT } as const),
      ...{ count: 1, numbering: { first: from, step: 1 }, inputs },
      ...({ timeoutMs: null, retries: 0, onError: 'raise', expiresAtMs: Date.now() + EXPIRES_MS } as const),
    };
    const body = packJob(id, job, null);
    const answer = new Promise<UnitOnHost>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    await this.#line.put([{ id, body }]);
    return answer;
  }

  close(): Promise<void> {
    clearInterval(this.#timer);
    return this.#line.close();
  }

  async #look(): Promise<void> {
    if (this.#pending.size === 0) return;
    for (const state of await this.#line.look([...this.#pending.keys()])) this.#take(state);
  }

  #take(state: ChunkState): void {
    if (state.state !== 'answered' && state.state !== 'stalled') return;
    const pending = this.#pending.get(state.id);
    this.#pending.delete(state.id);
    if (pending === undefined) return;
    try {
      pending.resolve(unitIn(state));
    } catch (error) {
      pending.reject(error);
    }
  }
}

/** @throws Error where it has no result */
function unitIn(state: Extract<ChunkState, { state: 'answered' | 'stalled' }>): UnitOnHost {
  if (state.state === 'stalled') throw new Error(state.why);
  const answer = unpackAnswer(state.id, state.body, null);
  if (answer.type !== 'done')
    throw new Error(`a host answered: ${'why' in answer ? answer.why : answer.type}`);
  const [failure] = answer.failures;
  if (failure !== undefined) throw new Error(failure.message);
  const [run] = answer.runs;
  return (run === undefined ? undefined : unpackValues(run.values)[0]) as UnitOnHost;
}
