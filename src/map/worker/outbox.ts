import { RawJson } from '../../base/raw-json.ts';
import { listBuffers, restoreBuffers } from '../../engine/transport/buffers.ts';
import type { FromMapWorker, Run } from '../protocol/messages.ts';
import { packBare, packThrown } from '../protocol/thrown/pack.ts';
import { packValues } from '../protocol/values.ts';

/** Answers of units that follow one another. */
interface AnswerRun {
  readonly from: number;
  readonly values: unknown[];
}

/** Answers are sent together, this often. */
const FLUSH_MS = 10;

/** Collects a worker's answers and sends them in few messages. What can't be cloned fails its own unit alone. */
export class Outbox {
  readonly #send: (message: FromMapWorker) => void;
  #runs: AnswerRun[] = [];
  #next = -1;
  #flushedMs = performance.now();

  constructor(send: (message: FromMapWorker) => void) {
    this.#send = send;
  }

  /** Takes an answer as it is now: what the function does with it later doesn’t count. */
  add(index: number, answer: unknown): void {
    let value = answer;
    if (typeof answer === 'object' && answer !== null && !(answer instanceof RawJson)) {
      try {
        value = restoreBuffers(structuredClone(listBuffers({ answer }))).answer;
      } catch (error) {
        return this.fail(index, uncloneable(error));
      }
    }
    if (index === this.#next) this.#runs[this.#runs.length - 1]?.values.push(value);
    else this.#runs.push({ from: index, values: [value] });
    this.#next = index + 1;
    if (performance.now() - this.#flushedMs >= FLUSH_MS) this.flush();
  }

  fail(index: number, thrown: unknown): void {
    this.flush();
    try {
      this.#send(listBuffers({ type: 'failed', index, thrown: packThrown(thrown) }));
    } catch {
      this.#send({ type: 'failed', index, thrown: packBare(thrown) });
    }
  }

  flush(): void {
    const runs = this.#runs;
    this.#runs = [];
    this.#next = -1;
    this.#flushedMs = performance.now();
    if (runs.length === 0) return;
    try {
      this.#send(listBuffers({ type: 'answers', runs: runs.map(packedRun) }));
    } catch {
      this.#sendOneByOne(runs);
    }
  }

  #sendOneByOne(runs: readonly AnswerRun[]): void {
    for (const { from, values } of runs) {
      values.forEach((value: unknown, i: number) => {
        try {
          this.#send(listBuffers({ type: 'answers', runs: [{ from: from + i, values: [value] }] }));
        } catch (error) {
          this.#send({ type: 'failed', index: from + i, thrown: packThrown(uncloneable(error)) });
        }
      });
    }
  }
}

function packedRun({ from, values }: AnswerRun): Run {
  return { from, values: packValues(values) };
}

/** What a unit fails with whose result can’t be sent. */
export function uncloneable(error: unknown): Error {
  return new TypeError('its result can’t be cloned, so it can’t be sent from a worker', {
    cause: error,
  });
}
