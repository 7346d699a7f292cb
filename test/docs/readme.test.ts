import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../scenarios/index.ts';
import { chosen, recordings, titlesOf } from '../../scripts/recordings.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { EXIT, EXIT_OF_SIGNAL } from '../../src/cli/exit-codes.ts';
import { SHORT, WHOLE } from '../../src/report/document/document.ts';
import { textFile } from '../../src/report/format/text.ts';
import { makeCompareReport } from '../fixtures/compare-report.ts';
import { makeCoresReport } from '../fixtures/cores-report.ts';
import { codeBlocks, pageOf } from '../fixtures/prose.ts';
import { documentOf } from '../fixtures/rendered.ts';
import { makeWatchReport } from '../fixtures/watch-report.ts';

const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');

describe('the README', () => {
  it('is short, and its code fits into a terminal', () => {
    expect(readme.split('\n').length - 1).toBeLessThanOrEqual(200);
    const lines = codeBlocks(readme).flatMap((block) => block.split('\n'));
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('has a page that names every experiment with its question, and whether it runs in Python', () => {
    const rows = SCENARIOS.map(
      ({ name, question, usesPython }) => `| \`${name}\` | ${question} | ${usesPython ? '✓' : ''} |`,
    );
    for (const row of rows) expect(pageOf('docs/experiments.md')).toContain(`\n${row}\n`);
  });

  it('names every exit code', () => {
    const table = readme.slice(readme.indexOf('## Exit codes'), readme.indexOf('## Read more'));
    for (const code of [...Object.values(EXIT), ...Object.values(EXIT_OF_SIGNAL)]) {
      expect(table).toMatch(new RegExp(`^\\|.*\\b${code}\\b.* \\|.* \\|$`, 'm'));
    }
  });

  it.each([
    ['watch', () => textFile(documentOf('watch', makeWatchReport(), SHORT))],
    ['compare', () => textFile(documentOf('compare', makeCompareReport(), WHOLE))],
    ['cores', () => textFile(documentOf('cores', makeCoresReport(), SHORT))],
  ])('shows tables that %s has', (command, print) => {
    const shown = recordings(readme).find((recording) => recording.command.split(' ')[0] === command);
    const titles = titlesOf(shown?.block ?? '');
    expect(titles.length).toBeGreaterThan(2);
    expect(titlesOf(print())).toEqual(expect.arrayContaining(titles));
  });
});

describe('a recording', () => {
  it('shows the paragraphs that were asked for, and that there are more', () => {
    expect(chosen('a\n\nb\nb\n\nc\n\nd\n', [2])).toBe('…\nb\nb\n…');
    expect(chosen('a\n\nb\n\nc\n\nd\n', [1, 2, 4])).toBe('a\n\nb\n…\nd');
    expect(chosen('a\n\nb\n', null)).toBe('a\n\nb');
  });
});
