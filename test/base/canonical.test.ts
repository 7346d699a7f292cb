import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanonicalText, canonicalText } from '../../src/base/canonical.ts';

const bytes = fc.uint8Array({ maxLength: 8 });
const leaf = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constantFrom(null, undefined, Number.NaN, -0, 0, Number.POSITIVE_INFINITY),
  fc.date({ noInvalidDate: false }),
  bytes,
  bytes.map((array) => new Uint16Array(array)),
  bytes.map((array) => array.slice().buffer),
  fc.constantFrom(/a/g, /a\/\n/u, new TypeError('x'), new Error('x'), new Number(1), new String('1')),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.sparseArray(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 4 }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => new Set(items)),
  ),
}));

it.each<[string, unknown]>([
  ['{"a":[1,"x",null],"b":1}', { b: 1, a: [1, 'x', null] }],
  ['Map{"k" => Set{2,1}}', new Map<unknown, unknown>([['k', new Set([2, 1])]])],
  ['[undefined,NaN,-0,0,-Infinity,10n]', [undefined, Number.NaN, -0, 0, Number.NEGATIVE_INFINITY, 10n]],
  ['Date(5)', new Date(5)],
  ['Date(NaN)', new Date(Number.NaN)],
  ['/a\\/b/gi', /a\/b/gi],
  ['Error(["RangeError","too far"])', new RangeError('too far')],
  ['Uint8Array<01ff>', new Uint8Array([1, 255])],
  ['Uint8Array<01ff>', Buffer.from([1, 255])],
  ['ArrayBuffer<01ff>', new Uint8Array([1, 255]).buffer],
  ['SharedArrayBuffer<0000>', new SharedArrayBuffer(2)],
  ['Uint8Array<0102>', new Uint8Array([0, 1, 2]).subarray(1)],
  ['[[,,],[1,undefined],[]]', [new Array(2), [1, undefined], new Array(0)]],
  ['String("s")', Object('s')],
  ['"a\\nb"', 'a\nb'],
])('writes %s', (text, given) => {
  expect(canonicalText(given)).toBe(text);
});

describe('any two values', () => {
  it('have equal texts where they are equal: what a thread or a process makes of a value keeps its text', () => {
    fc.assert(
      fc.property(value, (given) => {
        const text = canonicalText(given);
        expect(canonicalText(structuredClone(given))).toBe(text);
        expect(canonicalText(deserialize(serialize(given)))).toBe(text);
      }),
    );
  });

  it('have different texts where they differ', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(canonicalText(a) === canonicalText(b)).toBe(areEqual(a, b));
      }),
    );
  });

  it('have equal texts whatever the order of their keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 3 }), value), (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(canonicalText(turned)).toBe(canonicalText({ ...given }));
      }),
    );
  });
});

it.each<[string, unknown, unknown]>([
  ['0 and -0', 0, -0],
  ['a number and its text', 1, '1'],
  ['a number and a bigint', 1, 1n],
  ['a number and a boxed one', 1, Object(1)],
  ['undefined and null', undefined, null],
  ['a missing and an undefined property', {}, { a: undefined }],
  ['a hole and undefined', new Array(1), [undefined]],
  ['an array and an object of its elements', ['a'], { 0: 'a' }],
  ['the same bytes of other types', new Uint8Array(4), new Int32Array(1)],
  ['sets in another order', new Set([1, 2]), new Set([2, 1])],
  ['errors of other classes', new TypeError('x'), new RangeError('x')],
  ['nesting', [[1], 2], [[1, 2]]],
])('keeps %s apart', (_what, a, b) => {
  expect(canonicalText(a)).not.toBe(canonicalText(b));
});

it('writes a cycle by how far up it leads, and a value that only comes twice in full', () => {
  const ring: { name: string; next?: unknown } = { name: 'ring' };
  ring.next = { back: ring };
  expect(canonicalText(ring)).toBe('{"name":"ring","next":{"back":<2 up>}}');
  expect(canonicalText([ring, structuredClone(ring)])).toBe(canonicalText([ring, ring]));
  const twice = { a: 1 };
  expect(canonicalText([twice, twice])).toBe('[{"a":1},{"a":1}]');
});

it('writes what is nested deeper than the stack goes', () => {
  let deep: unknown = null;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(canonicalText(deep)).toHaveLength(200_004);
});

it('takes an instance of a class for a plain object, which is what a message makes of it', () => {
  class Point {
    readonly x = 1;
    readonly #hidden = 2;
    sum = () => this.#hidden;
  }
  const { sum: _sum, ...plain } = new Point();
  expect(canonicalText(Object.assign(Object.create(Point.prototype), plain))).toBe('{"x":1}');
});

it('takes the text of another language as it is', () => {
  expect(canonicalText([new CanonicalText('{"a":1}'), 2])).toBe('[{"a":1},2]');
});

it.each([[() => 1], [Symbol('s')], [{ f: () => 1 }]])('refuses what can’t be sent', (given) => {
  expect(() => canonicalText(given)).toThrow(TypeError);
});

/** As vitest sees it, once what it leaves out is added: the order in maps and sets. */
function areEqual(a: unknown, b: unknown): boolean {
  try {
    expect(listed(a)).toStrictEqual(listed(b));
    return true;
  } catch {
    return false;
  }
}

function listed(given: unknown): unknown {
  if (given instanceof Map) return ['map', ...[...given].map(listed)];
  if (given instanceof Set) return ['set', ...[...given].map(listed)];
  if (Array.isArray(given))
    return Object.keys(given).reduce<unknown[]>((copy, key) => {
      copy[Number(key)] = listed(given[Number(key)]);
      return copy;
    }, new Array(given.length));
  if (Object.prototype.toString.call(given) !== '[object Object]') return given;
  return Object.fromEntries(Object.entries(given as object).map(([key, item]) => [key, listed(item)]));
}
