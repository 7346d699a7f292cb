import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciidocTable, escapeAsciidoc } from '../../../src/report/format/asciidoc.ts';
import { rendered } from '../../fixtures/rendered.ts';
import { makeScaleReport } from '../../fixtures/scale-report.ts';

/** What a reader of AsciiDoc sees of numeric references. */
const shown = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

it('writes a table with a header, a row on each line', () => {
  expect(
    asciidocTable(
      ['engine', 'work'],
      [
        ['loop', '2 s'],
        ['pool', ''],
      ],
    ),
  ).toEqual(['[%header%autowidth]', '|===', '| engine | work', '', '| loop | 2 s', '| pool |', '|===']);
});

describe('data', () => {
  it.each([
    ['a|b', 'a&#124;b'],
    ['*a* _b_ `c` #d#', '&#42;a&#42; &#95;b&#95; &#96;c&#96; &#35;d&#35;'],
    ['{version}', '&#123;version&#125;'],
    ['<<top>>', '&#60;&#60;top&#62;&#62;'],
    ['https://x.org', 'https&#58;//x.org'],
    ['a::b', 'a&#58;:b'],
    ['--baseline', '&#45;-baseline'],
    ['and so on...', 'and so on&#46;&#46;.'],
    ['(C)', '&#40;C)'],
    ['C:\\temp', 'C:&#92;temp'],
    ['two\r\nlines', 'two lines'],
    ['plain words, 95 % (all): 1.93×', 'plain words, 95 % (all): 1.93×'],
  ])('like %j is not read as markup', (text, escaped) => {
    expect(escapeAsciidoc(text)).toBe(escaped);
  });

  it('reads as it was, and never adds a cell to a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(shown(escapeAsciidoc(text))).toBe(text);
        expect(asciidocTable(['a', 'b'], [[text, text]])[4]?.match(/\|/g)).toHaveLength(2);
      }),
    );
  });
});

it('marks up the same parts in two ways', () => {
  const report = makeScaleReport({
    recommendedWorkers: 2,
    because: 'it is <fast>',
    warnings: [{ code: 'X', message: 'busy [x]', hint: null }],
  });
  const [markdown, asciidoc] = (['md', 'adoc'] as const).map((format) => rendered('scale', format, report));
  expect(markdown).toMatch(/^## concur scale: /);
  expect(markdown).toContain('\n**Use 2 workers:** it is \\<fast\\>\n');
  expect(markdown).toContain('\n| law | selected (AICc) | RMSE | parameters |\n|---|---|---|---|\n');
  expect(markdown).toContain('\n> **Warning:** busy \\[x\\].\n');
  expect(asciidoc).toMatch(/^== concur scale: /);
  expect(asciidoc).toContain('\n*Use 2 workers:* it is &#60;fast&#62;\n');
  expect(asciidoc).toContain('\n[%header%autowidth]\n|===\n| law | selected (AICc) | RMSE | parameters\n');
  expect(asciidoc).toContain('\nWARNING: busy &#91;x&#93;.\n');
});
