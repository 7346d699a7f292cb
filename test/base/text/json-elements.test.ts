import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../src/base/text/json-elements.ts';

describe('the elements of a JSON array', () => {
  it.each([
    ['[]', []],
    [' \n[ ] ', []],
    ['[1]', ['1']],
    ['[9007199254740993,1.0,-0]', ['9007199254740993', '1.0', '-0']],
    ['[[1,2],{"a":[3,4]}]', ['[1,2]', '{"a":[3,4]}']],
    [String.raw`["a,b]","\"],[","\\",""]`, ['"a,b]"', String.raw`"\"],["`, String.raw`"\\"`, '""']],
  ])('%s', (array, elements) => {
    expect(elementsOf(array)).toEqual(elements);
  });

  it('are parted by line ends, too', () => {
    expect(elementsOf('\ufeff[1,\n 2]\n').map((text) => JSON.parse(text))).toEqual([1, 2]);
  });

  it('may be long', () => {
    const long = JSON.stringify('x\\"'.repeat(3_000_000));
    expect(elementsOf(`[${long},${long}]`)).toEqual([long, long]);
  });
});
