import { usageError } from '../../base/errors/errors.ts';
import { RawJson } from '../../base/raw-json.ts';
import { isJson } from '../../base/shape/values.ts';
import { isRecord } from '../../engine/transport/message-shape.ts';
import type { Protocol } from '../../engine/transport/transport.ts';
import { MAP_PROTOCOL } from './map-protocol.ts';
import type { FromMapWorker, ToMapWorker } from './messages.ts';
import { isJsonLines } from './values.ts';

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
  return { from: run.from, values: run.texts.map((text) => new RawJson(String(text))) };
}

/** An order as lines: behind a batch’s own come its inputs. @throws ConcurError (USAGE) for an input that is no JSON */
export function pythonLines(order: ToMapWorker): string {
  if (order.type !== 'batch') return `${JSON.stringify(order)}\n`;
  const { inputs, careful: _, ...batch } = order;
  const head = `${JSON.stringify({ ...batch, hasInputs: inputs !== null })}\n`;
  if (isJsonLines(inputs)) return `${head}${inputs.json}\n`;
  const lines = Array.from<unknown, string>(inputs ?? [], (input) => `${jsonOf(input, 'an input')}\n`);
  return head + lines.join('');
}

/** Line breaks stand between the parts of a JSON text alone: it is the same without them. */
const LINE_BREAKS = /[\r\n]+/g;

/** A value for Python, in a line. @param what it is, for the error @throws ConcurError (USAGE) where it is no JSON */
export function jsonOf(value: unknown, what: string): string {
  if (value instanceof RawJson) return value.text.replace(LINE_BREAKS, ' ');
  if (isJson(value)) return JSON.stringify(value);
  throw usageError(
    `${what} is no JSON: a function in Python can’t be given it`,
    'Pass texts, finite numbers, booleans, null, and lists and objects of these.',
  );
}
