import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withoutCommands } from '../../../../src/base/text/commands.ts';
import { leadLines } from '../../../../src/report/format/text/lines.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';

const bold = (text: string) => [...text.matchAll(/\u001b\[1m(.*?)\u001b\[22m/g)].map(([, words]) => words);

it('begins a sentence with its lead in bold', () => {
  const [line = ''] = leadLines('Use pool', 'it is fast', { palette: COLORED, width: 80 });
  expect(bare(line)).toBe('Use pool: it is fast');
  expect(bold(line)).toEqual(['Use pool']);
});

it('has all of the lead in bold, and nothing else, wherever its lines break', () => {
  const words = fc.array(fc.stringMatching(/^[!-~]{1,9}$/), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(words, words, fc.integer({ min: 4, max: 40 }), (lead, text, width) => {
      const lines = leadLines(lead.join(' '), text.join(' '), { palette: COLORED, width }).join('\n');
      const [start, rest] = [lead, text].map((some) => unbroken(withoutCommands(some.join(' '))));
      expect(unbroken(bold(lines).join(''))).toBe(start);
      expect(unbroken(lines)).toBe(`${start}:${rest}`);
      expect(widest(lines)).toBeLessThanOrEqual(width);
    }),
  );
});

it('is the same without colour, and in ASCII where there is no more', () => {
  const page = { palette: PLAIN, width: 12 };
  expect(leadLines('Use pool', 'it’s 2×', page)).toEqual(['Use pool:', 'it’s 2×']);
  expect(leadLines('Use pool', 'it’s 2×', { ...page, palette: ASCII_ONLY })).toEqual([
    'Use pool:',
    "it's 2x",
  ]);
});
