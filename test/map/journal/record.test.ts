import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecords, encodeRecord } from '../../../src/map/journal/record.ts';

const records = fc.array(
  fc.dictionary(fc.string(), fc.jsonValue()).map((one) => JSON.parse(JSON.stringify(one))),
);

describe('records', () => {
  it('are the same after they were written', () => {
    fc.assert(
      fc.property(records, (written) => {
        expect(decodeRecords(written.map(encodeRecord).join(''))).toEqual(written);
      }),
    );
  });

  it('end where the last whole one does, wherever the journal was torn', () => {
    fc.assert(
      fc.property(records, fc.nat(), (written, at) => {
        const lines = written.map(encodeRecord);
        const journal = lines.join('');
        const left = journal.slice(0, at % (journal.length + 1));
        const whole = left.split('\n').length - 1;
        expect(decodeRecords(left)).toEqual(written.slice(0, whole));
        // A disk may leave anything where it was not flushed.
        expect(decodeRecords(`${left}\0\0\0\n`).length).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it('end before one that was changed', () => {
    const [first, second] = [encodeRecord({ units: 1 }), encodeRecord({ units: 2 })];
    expect(decodeRecords(first + second.replace('2}', '3}') + first)).toEqual([{ units: 1 }]);
  });
});
