import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxed, FRAME, flow } from '../../../../../src/report/format/text/pictures/box.ts';
import { ASCII, UNICODE } from '../../../../../src/report/style/glyphs.ts';
import { wrap } from '../../../../../src/report/style/layout.ts';
import { unbroken, widest } from '../../../../fixtures/text.ts';

describe('boxed', () => {
  it('is as wide as its longest line, with the title in the edge', () => {
    expect(boxed('core 0', ['0● 4●'], 80, UNICODE)).toEqual(['┌ core 0 ┐', '│ 0● 4●  │', '└────────┘']);
    expect(boxed('a', ['a longer line', 'b'], 80, ASCII)).toEqual([
      '+ a ------------+',
      '| a longer line |',
      '| b             |',
      '+---------------+',
    ]);
  });

  it('has a plain edge without a title', () => {
    expect(boxed('', ['a'], 80, ASCII)).toEqual(['+---+', '| a |', '+---+']);
  });

  it('puts a title below its edge that does not fit into it', () => {
    expect(boxed('package 0', ['a'], 9, ASCII)).toEqual([
      '+-------+',
      '| packa |',
      '| ge 0  |',
      '| a     |',
      '+-------+',
    ]);
  });

  it('takes a title into its edge that just fits', () => {
    expect(boxed('12345', [], 9, ASCII)[0]).toBe('+ 12345 +');
    expect(boxed('123456', [], 9, ASCII)[0]).toBe('+-------+');
  });

  it('is never wider than it may be, all lines are equally long, and nothing is cut', () => {
    const words = fc.stringMatching(/^[a-z0-9 ]{0,60}$/);
    fc.assert(
      fc.property(words, fc.array(words), fc.integer({ min: FRAME + 1, max: 100 }), (title, texts, width) => {
        const lines = texts.flatMap((text) => wrap(text, width - FRAME));
        const box = boxed(title, lines, width, ASCII);
        expect(widest(box.join('\n'))).toBeLessThanOrEqual(width);
        expect(new Set(box.map((line) => line.length)).size).toBe(1);
        const inside = box.join('').replace(/[|+-]/g, '');
        expect(unbroken(inside)).toBe(unbroken(title + lines.join('')));
      }),
    );
  });
});

describe('flow', () => {
  const one = ['aa', 'aa'];
  const high = ['b', 'b', 'b'];

  it('puts blocks beside each other, the lower ones filled with blanks', () => {
    expect(flow([one, high, one], 80)).toEqual(['aa b aa', 'aa b aa', '   b']);
  });

  it('goes on below where the next does not fit', () => {
    expect(flow([one, high, one], 4)).toEqual(['aa b', 'aa b', '   b', 'aa', 'aa']);
    expect(flow([one, one], 5)).toEqual(['aa aa', 'aa aa']);
    expect(flow([one, one], 4)).toEqual(['aa', 'aa', 'aa', 'aa']);
  });

  it('gives a block that is too wide a row of its own', () => {
    expect(flow([['x'], ['too wide'], ['y']], 4)).toEqual(['x', 'too wide', 'y']);
  });

  it('has nothing to say of nothing', () => {
    expect(flow([], 80)).toEqual([]);
  });
});
