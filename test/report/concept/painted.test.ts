import fc from 'fast-check';
import { expect, it } from 'vitest';
import { painted, plain } from '../../../src/report/concept/painted.ts';
import { wrap } from '../../../src/report/style/layout.ts';

const angle = (text: string) => `<${text}>`;
const square = (text: string) => `[${text}]`;

it('paints each part wherever the layout has put it', () => {
  const spans = [
    { text: 'one ', paint: String },
    { text: 'two three', paint: angle },
    { text: ', four', paint: String },
  ];
  expect(painted([plain(spans)], spans)).toEqual(['one <two three>, four']);
  expect(painted(['one two', '  three,', 'four'], spans)).toEqual(['one <two>', '  <three>,', 'four']);
});

it('goes on with a part that is broken within a word', () => {
  const spans = [{ text: 'abcdef', paint: angle }];
  expect(painted(['ab', 'cd', 'ef'], spans)).toEqual(['<ab>', '<cd>', '<ef>']);
});

it('leaves lines as they are where nothing is to be painted', () => {
  expect(painted(['', '  a b', ''], [{ text: 'ab', paint: String }])).toEqual(['', '  a b', '']);
  expect(painted([], [])).toEqual([]);
});

it('loses no character, at whatever width, and gives each the colour of its part', () => {
  const words = fc.stringMatching(/^[a-z🧵]{1,9}( [a-z]{1,9}){0,5}$/u);
  fc.assert(
    fc.property(words, words, fc.integer({ min: 2, max: 30 }), (before, after, width) => {
      const spans = [
        { text: `${before} `, paint: angle },
        { text: after, paint: square },
      ];
      const lines = wrap(plain(spans), width);
      const colored = painted(lines, spans);
      expect(colored.map((line) => line.replace(/[<>[\]]/g, ''))).toEqual(lines);
      const inside = (open: string, close: string) =>
        [...colored.join('\n').matchAll(new RegExp(`\\${open}([^\\${close}]*)\\${close}`, 'g'))]
          .map(([, text]) => text)
          .join('')
          .replaceAll(' ', '');
      expect(inside('<', '>')).toBe(before.replaceAll(' ', ''));
      expect(inside('[', ']')).toBe(after.replaceAll(' ', ''));
    }),
  );
});
