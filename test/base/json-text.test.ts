import { expect, it } from 'vitest';
import { JsonText } from '../../src/base/json-text.ts';

it('a text that stands for a value is never written as an object by accident', () => {
  expect(() => JSON.stringify({ value: new JsonText('1') })).toThrow(TypeError);
});
