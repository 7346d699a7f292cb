import { expect, it } from 'vitest';
import { splitReference } from '../../src/base/split-reference.ts';

it.each([
  ['./work.ts#hash', './work.ts', 'hash'],
  ['./work.ts', './work.ts', null],
  ['./c#/work.ts', './c#/work.ts', null],
  ['./c#/work.ts#hash', './c#/work.ts', 'hash'],
  ['./a#b.ts#hash', './a#b.ts', 'hash'],
  ['work.ts#', 'work.ts', ''],
  ['#hash', '', 'hash'],
])('%s', (reference, path, name) => {
  expect(splitReference(reference)).toEqual([path, name]);
});
