import { types } from 'node:util';
import { RawJson } from '../../base/raw-json.ts';
import { type Check, isRecord, isText } from '../../engine/transport/message-shape.ts';

/** Many values in a message: numbers as they are in memory, JSON texts as one text, and all else as a list. */
export type Values = Float64Array | JsonLines | readonly unknown[];

/** JSON texts, one a line. */
export interface JsonLines {
  readonly json: string;
}

export const isValues: Check = (values) =>
  Array.isArray(values) || types.isFloat64Array(values) || (isRecord(values) && isText(values.json));

/** To write and read a list costs something for each value: numbers and texts are copied in one go. */
export function packValues(values: readonly unknown[]): Values {
  if (values.every((value) => typeof value === 'number')) return Float64Array.from(values as number[]);
  if (!values.every(isLine)) return values;
  return { json: values.map(({ text }) => text).join('\n') };
}

export function unpackValues(values: Values): Float64Array | readonly unknown[] {
  return isJsonLines(values) ? values.json.split('\n').map((text) => new RawJson(text)) : values;
}

export function isJsonLines(values: Values | null): values is JsonLines {
  return values !== null && 'json' in values;
}

function isLine(value: unknown): value is RawJson {
  return value instanceof RawJson && !value.text.includes('\n');
}
