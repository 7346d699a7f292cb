import { isPython, type UserSource } from '../../workloads/user/python-reference.ts';
import { type Numbering, numberOf } from '../dispatch/numbering.ts';
import { Failures } from '../failures.ts';
import type { UnitSink } from '../journal/journaled-output.ts';
import type { StreamCall } from '../stream/stream-map.ts';
import type { Settled } from '../stream/window.ts';
import type { WorkCall } from '../workforce.ts';
import { LineInputs, type Rounded } from './read-inputs.ts';
import { unitLine } from './unit-line.ts';

/** What a stream of units asks of who does them. */
export type UnitStreamCall = StreamCall & Pick<WorkCall, 'onProgress'>;

/** Does a unit for each input, wherever its workers are, and gives the outcomes as they are taken: many at a time. */
export type UnitStream = (
  inputs: AsyncIterable<unknown>,
  call: UnitStreamCall,
) => AsyncIterable<readonly Settled[]>;

/** A map from lines to lines. */
export interface LineMap {
  readonly source: UserSource;
  readonly call: Omit<UnitStreamCall, 'numbering' | 'ordered'>;
  readonly input: { readonly name: string; chunks(): AsyncIterable<Buffer> };
  /** The unit that comes first, and every so many of them. */
  readonly numbering: Numbering;
  /** Whether the output has bare values. */
  readonly values: boolean;
}

/** What came of it. */
export interface MappedLines {
  /** The first failure, where that ended it; else null. */
  readonly stoppedBy: UnitFailure | null;
  /** What failed, where it didn’t end it. */
  readonly failures: Failures;
  /** Inputs of which a function in JavaScript didn’t get all digits; null where there is none. */
  readonly rounded: Rounded | null;
}

export interface UnitFailure {
  readonly index: number;
  readonly error: Error;
  /** Whether its input couldn’t be read: its function was never called. */
  readonly hasNoInput: boolean;
}

/**
 * Does a unit for each line, and hands on a line for each, in order. Failures end it in that order, too: so what is there behind
 * one doesn’t depend on which worker was faster.
 * @throws what the sink or the stream throws
 */
export async function mapLines(
  { source, call, input, numbering, values }: LineMap,
  sink: UnitSink,
  stream: UnitStream,
): Promise<MappedLines> {
  const inputs = new LineInputs(input.name, input.chunks(), numbering, isPython(source));
  const failures = new Failures();
  const all: UnitStreamCall = { ...call, numbering, ordered: true, onError: 'collect' };
  for await (const settled of stream(inputs, all)) {
    for (const outcome of settled) {
      const index = numberOf(numbering, outcome.index);
      const inputError = outcome.error === null ? null : inputs.reasonOf(outcome.input);
      const { text, failure } = unitLine(outcome, index, inputError, values);
      if (failure !== null && call.onError === 'raise') {
        const stoppedBy = { index, error: failure, hasNoInput: inputError !== null };
        return { stoppedBy, failures, rounded: inputs.rounded };
      }
      if (failure !== null) failures.add(failure);
      const room = sink.take(text, failure !== null);
      if (room !== null) await room;
    }
  }
  return { stoppedBy: null, failures, rounded: inputs.rounded };
}
