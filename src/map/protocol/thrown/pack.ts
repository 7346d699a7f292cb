import { serialize } from 'node:v8';
import {
  builtInClassOf,
  classNameOf,
  isError,
  messageOf,
  nameOf,
  propertyOf,
  stackOf,
} from '../../../base/errors/read-thrown.ts';
import { shown } from '../../../workloads/user/thrown.ts';
import type { PackedError, PackedProperty, PackedThrown } from './packed.ts';

/** A chain of causes that is longer, or a property that lies deeper, is cut. */
const DEEPEST = 20;
/** They are text, or not kept. */
const FIELDS: ReadonlySet<string> = new Set(['name', 'message', 'stack']);

/** Packs anything that was thrown. It never throws. */
export function packThrown(thrown: unknown): PackedThrown {
  try {
    const packed = new Packer().pack(thrown, 0);
    if (packed !== null) return packed;
  } catch {}
  return packBare(thrown);
}

/** The same without what it has of its own, which may be what can't be sent. What is no error becomes one that shows it. */
export function packBare(thrown: unknown): PackedError {
  const error = isError(thrown) ? thrown : new Error(shown(thrown));
  return { ...fieldsOf(error), properties: [], notKept: ownKeys(error).map(String) };
}

function fieldsOf(error: Error): Omit<PackedError, 'properties' | 'notKept'> {
  const name = nameOf(error);
  return {
    type: 'error',
    name,
    className: classNameOf(error) ?? name,
    builtIn: builtInClassOf(error),
    message: messageOf(error),
    stack: stackOf(error),
  };
}

class Packer {
  readonly #errors = new Map<Error, PackedError>();

  /** @returns null where it can't be kept */
  pack(value: unknown, depth: number): PackedThrown | null {
    if (isError(value)) return depth > DEEPEST ? null : this.#packError(value, depth);
    if (Array.isArray(value) && value.some(isError)) return this.#packList(value, depth);
    return isCloneable(value) ? { type: 'value', value } : null;
  }

  #packError(error: Error, depth: number): PackedError {
    const known = this.#errors.get(error);
    if (known !== undefined) return known;
    const properties: PackedProperty[] = [];
    const notKept: string[] = [];
    const packed: PackedError = { ...fieldsOf(error), properties, notKept };
    this.#errors.set(error, packed);
    for (const key of ownKeys(error)) {
      const property = this.#packProperty(error, key, depth);
      if (property === null) notKept.push(String(key));
      else properties.push(property);
    }
    return packed;
  }

  #packProperty(error: Error, key: PropertyKey, depth: number): PackedProperty | null {
    if (typeof key !== 'string' || FIELDS.has(key)) return null;
    try {
      const packed = this.pack((error as unknown as Readonly<Record<string, unknown>>)[key], depth + 1);
      const isEnumerable = Object.prototype.propertyIsEnumerable.call(error, key);
      return packed === null ? null : { key, isEnumerable, packed };
    } catch {
      return null;
    }
  }

  #packList(values: readonly unknown[], depth: number): PackedThrown {
    const items = values.map(
      (value) => this.pack(value, depth + 1) ?? ({ type: 'value', value: shown(value) } as const),
    );
    return { type: 'list', items };
  }
}

/** Its own properties, but for the fields that are kept as text. Symbols that can't be seen are somebody's internals. */
function ownKeys(error: Error): PropertyKey[] {
  try {
    return Reflect.ownKeys(error).filter((key) =>
      typeof key === 'string'
        ? !isKeptAsText(error, key)
        : Object.prototype.propertyIsEnumerable.call(error, key),
    );
  } catch {
    return [];
  }
}

function isKeptAsText(error: Error, key: string): boolean {
  if (key === 'stack') return stackOf(error) !== null;
  return FIELDS.has(key) && typeof propertyOf(error, key) === 'string';
}

/** Whether both engines can send it. */
function isCloneable(value: unknown): boolean {
  try {
    serialize(value);
    return true;
  } catch {
    return false;
  }
}
