import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RawJson } from '../../../src/base/raw-json.ts';
import { isValues, packValues, unpackValues } from '../../../src/map/protocol/values.ts';

const texts = fc.array(fc.jsonValue().map((value) => new RawJson(JSON.stringify(value))));
const numbers = fc.array(fc.double());
const anything = fc.array(fc.oneof(fc.jsonValue(), fc.constant(new RawJson('{\n}'))));

describe('values in a message', () => {
  it('are the same when they arrive, and can be cloned', () => {
    fc.assert(
      fc.property(fc.oneof(texts, numbers), (values) => {
        const arrived = structuredClone(packValues(values));
        expect(isValues(arrived)).toBe(true);
        expect([...unpackValues(arrived)]).toEqual(values);
      }),
    );
    fc.assert(
      fc.property(anything, (values) => {
        expect([...unpackValues(packValues(values))]).toEqual(values);
      }),
    );
  });

  it('are one text where they are texts of one line each', () => {
    expect(packValues([new RawJson('1'), new RawJson('"é"')])).toEqual({ json: '1\n"é"' });
    expect(packValues([1, 2])).toEqual(new Float64Array([1, 2]));
    expect(packValues([new RawJson('[1,\n2]')])).toEqual([new RawJson('[1,\n2]')]);
  });
});
