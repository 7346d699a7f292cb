import { types } from 'node:util';
import type { ChunkEvidence } from '../../../model/hosts.ts';
import type { MapSlot } from '../../crew/slot.ts';
import type { Answers } from '../../dispatch/answers.ts';
import type { ParallelMapError } from '../../error.ts';
import type { MapInputs } from '../../inputs.ts';
import type { MapPool } from '../../pool.ts';
import type { FinishedBatch, Run } from '../../protocol/messages.ts';
import { packValues, unpackValues } from '../../protocol/values.ts';
import type { ChunkDone } from '../wire/chunk-answer.ts';
import type { ChunkJob } from '../wire/chunk-job.ts';
import { packFailure, type UnitFailure } from '../wire/unit-failure.ts';
import type { BrokerClock } from './broker-clock.ts';
import type { ChunkCrew } from './chunk-crew.ts';
import type { HostFacts } from './host-facts.ts';

/** Does chunks on the workers of a pool, each on one of them. */
export class PoolCrew implements ChunkCrew {
  readonly #pool: MapPool;
  readonly #facts: Pick<HostFacts, 'id' | 'machine'>;
  readonly #clock: BrokerClock;

  constructor(pool: MapPool, facts: Pick<HostFacts, 'id' | 'machine'>, clock: BrokerClock) {
    this.#pool = pool;
    this.#facts = facts;
    this.#clock = clock;
  }

  async do(job: ChunkJob, signal: AbortSignal): Promise<ChunkDone> {
    const { count, numbering, timeoutMs, retries } = job;
    const evidence: ChunkEvidence[] = [];
    const { answers, begunAgain } = await this.#pool.runChunk(inputsOf(job), {
      ...{ signal, timeoutMs, retries },
      numbering,
      finished: (slot, batch) => void evidence.push(this.#evidenceOf(slot, batch)),
    });
    return { type: 'done', ...outcomesOf(answers), begun: count + begunAgain, evidence };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #evidenceOf({ pid, tid }: MapSlot, { units, tookMs, clocks }: FinishedBatch): ChunkEvidence {
    const endMs = this.#clock.nowMs();
    return {
      host: this.#facts.id,
      machine: this.#facts.machine,
      pid: pid ?? process.pid,
      tid,
      cpu: clocks?.cpu ?? null,
      units,
      runNs: clocks?.runNs ?? null,
      runDelayNs: clocks?.runDelayNs ?? null,
      startMs: endMs - tookMs,
      endMs,
    };
  }
}

function inputsOf({ inputs, count }: ChunkJob): MapInputs {
  if (inputs === null) return { type: 'count', total: count };
  const values = unpackValues(inputs);
  if (types.isFloat64Array(values)) return { type: 'numbers', total: count, values };
  return { type: 'values', total: count, values };
}

function outcomesOf(answers: Answers): Pick<ChunkDone, 'runs' | 'failures'> {
  if (answers.failed === 0) return { runs: [packedRun(0, answers.values())], failures: [] };
  const runs: Run[] = [];
  const failures: UnitFailure[] = [];
  let open: unknown[] = [];
  answers.outcomes().forEach((outcome, i) => {
    if (outcome.status === 'fulfilled') {
      open.push(outcome.value);
      return;
    }
    if (open.length > 0) runs.push(packedRun(i - open.length, open));
    open = [];
    failures.push(packFailure(i, outcome.reason as ParallelMapError));
  });
  if (open.length > 0) runs.push(packedRun(answers.tags.length - open.length, open));
  return { runs, failures };
}

function packedRun(from: number, values: readonly unknown[]): Run {
  return { from, values: packValues(values) };
}
