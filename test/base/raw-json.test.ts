import { expect, it } from 'vitest';
import { RawJson } from '../../src/base/raw-json.ts';

it('a text that stands for a value is never written as an object by accident', () => {
  expect(() => JSON.stringify({ value: new RawJson('1') })).toThrow(TypeError);
});
