import { types } from 'node:util';

/** A value of another language by its canonical text: one for equal values, different ones for different values. */
export class CanonicalText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What is left to write: a text as it is, a value, or the end of an object that was begun. */
type Step = string | { readonly value: unknown } | { readonly end: object };

/**
 * One text for equal values and different texts for different ones, of all that structured clone can carry. So values
 * that came from threads and processes can be compared: keys are sorted, a Buffer is the Uint8Array that a message
 * makes of it, a class instance is a plain object, an Error its name and message, an array its elements.
 * @throws TypeError for functions and symbols, which can't be sent either
 */
export function canonicalText(root: unknown): string {
  const written: string[] = [];
  /** The objects that we are inside of, and how deep each lies. */
  const depths = new Map<object, number>();
  // A list of steps in place of recursion: what can be sent may be nested deeper than the stack goes.
  const steps: Step[] = [{ value: root }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (typeof step === 'string') {
      written.push(step);
    } else if ('end' in step) {
      depths.delete(step.end);
    } else if (typeof step.value !== 'object' || step.value === null) {
      written.push(primitiveText(step.value));
    } else {
      const { value } = step;
      const depth = depths.get(value);
      // A cycle, by how many objects lie between: that is the same wherever the whole one is.
      const parts = depth === undefined ? partsOf(value) : [`<${depths.size - depth} up>`];
      if (depth === undefined) {
        depths.set(value, depths.size);
        steps.push({ end: value });
      }
      for (let i = parts.length - 1; i >= 0; i--) steps.push(parts[i] as Step);
    }
  }
  return written.join('');
}

function primitiveText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`a ${typeof value} can't be compared by its text`);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function partsOf(value: object): Step[] {
  if (value instanceof CanonicalText) return [value.text];
  if (Array.isArray(value)) return arrayParts(value);
  if (ArrayBuffer.isView(value)) {
    return [`${tagOf(value)}<${hexOf(value.buffer, value.byteOffset, value.byteLength)}>`];
  }
  if (types.isAnyArrayBuffer(value)) return [`${tagOf(value)}<${hexOf(value)}>`];
  if (types.isMap(value)) return listed('Map{', [...value].map(pairParts(' => ')), '}');
  if (types.isSet(value)) return listed('Set{', Array.from(value, asParts), '}');
  if (types.isDate(value)) return [`Date(${value.getTime()})`];
  if (types.isRegExp(value)) return [String(value)];
  if (types.isBoxedPrimitive(value)) return [`${tagOf(value)}(`, { value: value.valueOf() }, ')'];
  if (types.isNativeError(value) || value instanceof Error) {
    return [`Error(${JSON.stringify([value.name, value.message])})`];
  }
  return listed('{', Object.entries(value).sort(byKey).map(pairParts(':')), '}');
}

/** The name of its built-in class: `Uint8Array` for a Buffer too. */
function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function hexOf(buffer: ArrayBufferLike, offset = 0, length = buffer.byteLength): string {
  return Buffer.from(buffer, offset, length).toString('hex');
}

/** A hole is nothing, not even undefined. */
function arrayParts(values: readonly unknown[]): Step[] {
  const items = Array.from(values, (value, index): Step[] => (index in values ? [{ value }] : []));
  return listed('[', items, values.length > 0 && !(values.length - 1 in values) ? ',]' : ']');
}

function listed(open: string, items: readonly (readonly Step[])[], close: string): Step[] {
  return [open, ...items.flatMap((item, index) => (index === 0 ? item : [',', ...item])), close];
}

function asParts(value: unknown): Step[] {
  return [{ value }];
}

function pairParts(between: string): (pair: readonly [unknown, unknown]) => Step[] {
  return ([key, value]) => [{ value: key }, between, { value }];
}

/** By code units: a locale's order would depend on the machine. */
function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
