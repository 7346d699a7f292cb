import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatsOf } from '../../src/report/formats.ts';
import { REPORT_KINDS, type ReportKind } from '../../src/report/kinds.ts';
import { faultsOf } from '../../src/report/saved/validate.ts';
import { nastyText } from '../fixtures/check-report.ts';
import { hostileIn } from '../fixtures/hostile/hostile-in.ts';
import { type Place, replaced, stringsIn } from '../fixtures/hostile/strings-in.ts';
import { lineWriterOf, rendered, textWriterOf } from '../fixtures/rendered.ts';
import { RICH_REPORTS } from '../fixtures/rich-reports.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN } from '../fixtures/text.ts';

// Every text of every document, in every format: nothing in it may be anything but text.

const CONTROLS =
  'x\u001b]0;PWN\u0007\u009b31m\u202eab\u200b\u2028c\ud800\u007f\r##[error]d\n::error::e\n\n  ::add-mask::f';
const MARKUP =
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'`` [l](javascript:1) https://e.org www.e.org @me #12 a|b \\| ]]> include::x[]\n```\n<img src=x>\n````';
const STARTS = [
  '::error::x',
  '##[error]x',
  '=cmd()',
  '+1-x',
  '-- x',
  '@me',
  '\t=1',
  '# x',
  '1. x',
  '> x',
  'NOTE: x',
  '.x x',
  ':x: x',
];

/** Those places whose texts may be anything, as far as the schema knows. */
function placesOf(kind: ReportKind): Place[] {
  return stringsIn(RICH_REPORTS[kind]).filter(
    (place) =>
      // A law's parameters go by their names.
      !(place.isKey && place.path.includes('parameters')) &&
      faultsOf(kind, replaced(RICH_REPORTS[kind], [place], CONTROLS)).length === 0,
  );
}

function hostile(kind: ReportKind, report: never): string[] {
  const style = (palette: typeof PLAIN) => ({ palette, width: 80 });
  const texts = [PLAIN, ASCII_ONLY, COLORED].flatMap((palette) => [
    textWriterOf(kind)(report, style(palette)),
    lineWriterOf(kind)(report, style(palette)),
  ]);
  return [
    ...formatsOf(kind).flatMap((format) =>
      hostileIn(format, rendered(kind, format, report)).map((what) => `${format}: ${what}`),
    ),
    ...texts.flatMap((text) => hostileIn('terminal', bare(text)).map((what) => `terminal: ${what}`)),
  ];
}

/** The names of a page's elements, in their order. */
function elementsOf(kind: ReportKind, report: never): string[] {
  return [...rendered(kind, 'html', report).matchAll(/<\/?[a-z][\w-]*/gi)].map(([tag]) => tag);
}

describe.each(REPORT_KINDS)('a document of %s', (kind) => {
  const places = placesOf(kind);
  const withText = (text: string, where: readonly Place[] = places) =>
    replaced(RICH_REPORTS[kind], where, text) as never;

  it('has texts that may be anything', () => {
    expect(places.length).toBeGreaterThan(20);
  });

  it.each([
    ['control characters and commands', CONTROLS],
    ['markup', MARKUP],
  ])('shows %s as text, wherever they stand', (_what, text) => {
    const found = places.map(
      (place) => [place.path.join('.'), hostile(kind, withText(text, [place]))] as const,
    );
    expect(found.filter(([, what]) => what.length > 0)).toEqual([]);
  });

  it.each([...STARTS, CONTROLS, MARKUP])('shows %j as text, everywhere at once', (text) => {
    expect(hostile(kind, withText(text))).toEqual([]);
  });

  it('has no other elements for it as a page', () => {
    expect(elementsOf(kind, withText(MARKUP))).toEqual(elementsOf(kind, withText('x'.repeat(MARKUP.length))));
  });

  it('is the same document as JSON', () => {
    const report = withText(`${CONTROLS}${MARKUP}`);
    expect(JSON.parse(rendered(kind, 'json', report))).toEqual(report);
  });

  it('shows any text as text', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(hostile(kind, withText(text))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
