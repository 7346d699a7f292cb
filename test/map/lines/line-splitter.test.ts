import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../src/map/lines/line-splitter.ts';
import { countLines, WholeLines } from '../../../src/map/lines/whole-lines.ts';

function linesIn(chunks: readonly Buffer[]): [number: number, text: string][] {
  const splitter = new LineSplitter();
  const lines = [...chunks.flatMap((chunk) => [...splitter.push(chunk)]), ...splitter.end()];
  return lines.map(({ number, text }) => [number, `${text}`]);
}

/** The same bytes in pieces. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

describe('lines', () => {
  it('are the same however the bytes come, and blank ones are left out', () => {
    const text = fc
      .array(fc.constantFrom('1', 'é', '\n', '\r\n', ' ', '\t', '{"a": 2}'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (written, places) => {
        const expected = written
          .split('\n')
          .map((line, index) => [index + 1, line])
          .filter(([, line]) => `${line}`.trim() !== '');
        expect(linesIn(cut(Buffer.from(written), places))).toEqual(expected);
      }),
    );
  });

  it('have no byte order mark, but only the first has none', () => {
    const mark = '\ufeff';
    expect(linesIn(cut(Buffer.from(`${mark}1\n${mark}2`), [1, 2]))).toEqual([
      [1, '1'],
      [2, `${mark}2`],
    ]);
    expect(linesIn([Buffer.from(`${mark}\n2`)])).toEqual([[2, '2']]);
  });

  it('need no line break at the end, and none is there of nothing', () => {
    expect(linesIn([Buffer.from('1\n2')])).toEqual(linesIn([Buffer.from('1\n2\n')]));
    expect([linesIn([]), linesIn([Buffer.alloc(0)]), linesIn([Buffer.from('\n \n')])]).toEqual([[], [], []]);
  });

  it('have none of the others suffer where one is not text', () => {
    const bytes = Buffer.concat([Buffer.from('1\n"é'), Buffer.from([0xff]), Buffer.from('"\n\n"é"\n')]);
    for (const places of [[], [3, 4, 5, 6]])
      expect(linesIn(cut(bytes, places))).toEqual([
        [1, '1'],
        [2, 'SyntaxError: it is not text in UTF-8'],
        [4, '"é"'],
      ]);
  });

  it('say what their file is where the first of them isn’t text', () => {
    const packed = gzipSync('1\n2\n');
    expect(linesIn([packed])[0]).toEqual([1, 'SyntaxError: it is compressed: zcat unpacks it']);
    const wide = Buffer.from('\ufeff1\n', 'utf16le');
    expect(linesIn([wide])[0]?.[1]).toContain('iconv -f UTF-16 -t UTF-8');
    expect(linesIn([Buffer.concat([Buffer.from('1\n'), packed])])[1]?.[1]).toContain('not text in UTF-8');
  });

  it('are as many as are counted', () => {
    const parts = fc.constantFrom('1', '\n', '\r\n', ' ', '\t', '"é"', '\ufeff', '\u2028', '\f');
    const text = fc.array(parts).map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (written, places) => {
        const whole = new WholeLines();
        const chunks = cut(Buffer.from(written), places);
        const pieces = [...chunks.flatMap((chunk) => whole.push(chunk)), ...whole.end()];
        const counted = pieces.reduce((sum, piece) => sum + countLines(piece), 0);
        expect(counted).toBe(linesIn(chunks).length);
      }),
    );
  });
});
