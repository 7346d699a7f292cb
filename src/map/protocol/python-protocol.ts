import { JsonText } from '../../base/json-text.ts';
import { isRecord } from '../../engine/transport/message-shape.ts';
import type { Protocol } from '../../engine/transport/transport.ts';
import { jsonOf } from '../python-json.ts';
import { MAP_PROTOCOL } from './map-protocol.ts';
import type { Batch, FromMapWorker, Inputs, ToMapWorker } from './messages.ts';

/** What workers in Python say: the same, but that results whose numbers ours can’t hold come as texts. */
export const PYTHON_MAP_PROTOCOL: Protocol<FromMapWorker> = {
  parse: (received) => MAP_PROTOCOL.parse(withValues(received)),
  followsOutput: MAP_PROTOCOL.followsOutput,
};

function withValues(received: unknown): unknown {
  if (!isRecord(received) || received.type !== 'answers' || !Array.isArray(received.runs)) return received;
  return { ...received, runs: received.runs.map(runWithValues) };
}

function runWithValues(run: unknown): unknown {
  if (!isRecord(run) || !Array.isArray(run.texts)) return run;
  return { from: run.from, values: run.texts.map((text) => new JsonText(String(text))) };
}

/** An order as lines: behind a batch’s own come its inputs. @throws ConcurError (USAGE) for an input that is no JSON */
export function pythonLines(order: ToMapWorker): string {
  if (order.type !== 'batch') return `${JSON.stringify(order)}\n`;
  const { type, from, count, inputs }: Batch = order;
  const head = JSON.stringify({ type, from, count, hasInputs: inputs !== null });
  return inputs === null ? `${head}\n` : `${head}\n${inputLines(inputs)}\n`;
}

function inputLines(inputs: Inputs): string {
  return Array.from(inputs as ArrayLike<unknown>, (input) => jsonOf(input, 'an input')).join('\n');
}
