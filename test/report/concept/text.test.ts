import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseConcept } from '../../../src/report/concept/parse-concept.ts';
import { conceptText, contentsText, painted, plain } from '../../../src/report/concept/text.ts';
import { wrap } from '../../../src/report/style/layout.ts';
import { TWINS_MD } from '../../fixtures/concept.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../fixtures/text.ts';

const TWINS = parseConcept('twins', TWINS_MD);

describe('conceptText', () => {
  it('sets the sections beside their names', () => {
    expect(conceptText(TWINS, { palette: PLAIN, width: 80 })).toBe(`Twins: two of a kind
Two that look alike() and are not the same, with a second line.

┌─┐   ┌─┐
│a│ ▸ │a│
└─┘   └─┘

In Python  a == b and not a is b.
In Node    The same, with === for both.
See it     concur demo twins: both of them
           concur scale ./twins.js#fn: how they grow
Read on    Twins (https://example.org/twins)
           On likeness (https://example.org/likeness.html#alike)
`);
  });

  it('sets them below their names on a narrow terminal', () => {
    const text = conceptText(TWINS, { palette: PLAIN, width: 20 });
    expect(text).toContain('\nIn Node\n  The same, with ===\n  for both.\nSee it\n  concur demo twins:\n');
    expect(widest(text)).toBeLessThanOrEqual(20);
  });

  it.each([8, 20, 31, 80, 120])('cuts nothing at %i columns', (width) => {
    const text = conceptText(TWINS, { palette: PLAIN, width });
    expect(unbroken(text)).toBe(unbroken(conceptText(TWINS, { palette: PLAIN, width: 1_000 })));
  });

  it('draws the picture as it is, however narrow the terminal', () => {
    const text = conceptText(TWINS, { palette: PLAIN, width: 5 });
    expect(text).toContain(`\n\n${TWINS.picture.join('\n')}\n\n`);
  });

  it('writes ASCII alone where the terminal has no more, the picture too', () => {
    const text = conceptText(TWINS, { palette: ASCII_ONLY, width: 80 });
    expect(text).toMatch(/^[\n -~]+$/);
    expect(text).toContain('\n+-+   +-+\n|a| > |a|\n+-+   +-+\n');
  });

  it.each([20, 80])('says the same in colour, which it has at %i columns too', (width) => {
    const colored = conceptText(TWINS, { palette: COLORED, width });
    expect(bare(colored)).toBe(conceptText(TWINS, { palette: PLAIN, width }));
    expect(colored).toContain(COLORED.color.bold('Twins'));
    expect(colored).toContain(COLORED.color.cyan('==='));
    expect(colored).toContain(COLORED.color.bold('Read on'));
  });
});

describe('contentsText', () => {
  const CONCEPTS = [TWINS, { ...TWINS, name: 'triplets', summary: 'three of a kind, seldom seen' }];

  it('is a line for each', () => {
    expect(contentsText(CONCEPTS, { palette: PLAIN, width: 80 })).toBe(`topic     what it is
twins     two of a kind
triplets  three of a kind, seldom seen
`);
  });

  it('cuts nothing on a narrow terminal', () => {
    const text = contentsText(CONCEPTS, { palette: PLAIN, width: 20 });
    expect(widest(text)).toBeLessThanOrEqual(20);
    expect(unbroken(text)).toContain('threeofakind,seldomseen');
  });
});

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
