import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import type { Values } from '../../protocol/values.ts';

/** Which units a chunk is of. A half has another `count`, and so an id of its own. */
export interface ChunkName {
  readonly run: string;
  /** The number of its first unit. */
  readonly from: number;
  readonly count: number;
  /** Of its inputs: the answers to others are none. */
  readonly digest: string;
}

const FORM = /^(?<run>.+)_(?<from>\d+)_(?<count>\d+)_(?<digest>[0-9a-f]{16})$/;

/** What the run’s name may consist of: it is part of keys in the broker. */
export const RUN_NAME = /^[\w.-]{1,64}$/;

export function chunkId({ run, from, count, digest }: ChunkName): string {
  return `${run}_${from}_${count}_${digest}`;
}

/** Null for what is no chunk’s id. */
export function readChunkId(id: string): ChunkName | null {
  const groups = FORM.exec(id)?.groups;
  if (groups === undefined) return null;
  const { run = '', from, count, digest = '' } = groups;
  return { run, from: Number(from), count: Number(count), digest };
}

/**
 * The same whether numbers stand in a list or by themselves: that depends on how inputs are given, and on the others.
 * @param step of the units’ numbers
 * @throws DataCloneError where one of them can’t be sent
 */
export function inputsDigest(inputs: Values | null, step: number): string {
  const isNumeric = Array.isArray(inputs) && inputs.every((input) => typeof input === 'number');
  const packed = serialize(isNumeric ? Float64Array.from(inputs) : inputs);
  return createHash('sha256').update(packed).update(`${step}`).digest('hex').slice(0, 16);
}
