import { describe, expect, it } from 'vitest';
import { detail, shownSections } from '../../../src/report/document/details.ts';
import { SHORT, WHOLE } from '../../../src/report/document/document.ts';
import { paragraph } from '../../../src/report/document/parts.ts';
import { prepareFormats } from '../../../src/report/formats.ts';
import { REPORT_KINDS } from '../../../src/report/kinds.ts';
import { RICH_REPORTS } from '../../fixtures/rich-reports.ts';

const [answer, outliers, brief, rest] = [
  paragraph('answer'),
  paragraph('outliers'),
  paragraph('brief'),
  paragraph('rest'),
];

describe('details', () => {
  const parts = [
    ...[answer, ...detail('3 outliers', [outliers], [brief]), rest],
    ...detail('nothing', []),
    ...detail('more', [outliers]),
  ];

  it('stand where they belong when they are asked for', () => {
    expect(shownSections(parts, WHOLE)).toEqual([answer, outliers, rest, outliers]);
  });

  it('are named at the end where they are left out, but for those that there are none of', () => {
    expect(shownSections(parts, SHORT)).toEqual([
      ...[answer, brief, rest],
      paragraph('3 outliers, more: --details'),
    ]);
    expect(shownSections([answer], SHORT)).toEqual([answer]);
  });
});

it.each(REPORT_KINDS)('pages of %s have all of it, whatever a terminal leaves out', async (kind) => {
  const report = RICH_REPORTS[kind];
  const formats = ['md', 'html', 'adoc', 'text'] as const;
  const short = await prepareFormats(kind, formats, SHORT);
  const whole = await prepareFormats(kind, formats, WHOLE);
  for (const format of ['md', 'html', 'adoc'] as const)
    expect(short(report, format)).toBe(whole(report, format));
  expect(short(report, 'text').length).toBeLessThan(whole(report, 'text').length);
});
