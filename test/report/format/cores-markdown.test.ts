import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../../src/model/machine/topology.ts';
import { makeCoresReport } from '../../fixtures/cores-report.ts';
import { writerOf } from '../../fixtures/rendered.ts';

const coresMarkdown = writerOf('cores', 'md');
const MARKDOWN = coresMarkdown(makeCoresReport());

/** The cells of the rows that begin with a text. */
function rowsOf(markdown: string, start: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith(`| ${start}`))
    .map((line) => line.slice(2, -2).split(' | '));
}

it('has every limit and every claim, decimals and all', () => {
  expect(rowsOf(MARKDOWN, 'quota (cgroup v2)')[0]?.slice(0, 3)).toEqual([
    'quota (cgroup v2)',
    '1.5',
    '150000 of every 100000 us',
  ]);
  expect(rowsOf(MARKDOWN, 'os.cpus')[0]).toEqual(['os.cpus().length', '8', '+6.5', 'online CPUs; no quota']);
  expect(rowsOf(MARKDOWN, 'NCPUS')[0]?.slice(1, 3)).toEqual(['1', '-0.5']);
});

it('writes a question mark for what is unknown', () => {
  expect(rowsOf(MARKDOWN, 'PBS')[0]?.slice(1, 3)).toEqual(['?', '?']);
  const unknown = coresMarkdown(makeCoresReport({ counts: NO_COUNTS, effectiveCpus: null, machine: null }));
  expect(unknown).toMatch(
    /^## concur cores: CPU of unknown model \(Linux \?, Node \?\)\n\n\*\*Effective:\*\* unknown\n/,
  );
  expect(unknown).toContain(
    '- CPUs: unknown CPUs, unknown online, unknown allowed, unknown cores, unknown packages\n',
  );
});

it('keeps data from being read as markup', () => {
  expect(MARKDOWN).toContain('“all” is no number \\| \\*at\\* all');
  const report = makeCoresReport({
    machine: { ...makeCoresReport().machine, cpuModel: '<b>|x' } as ReturnType<
      typeof makeCoresReport
    >['machine'],
    warnings: [{ code: 'X', message: 'a|b `c`', hint: null }],
  });
  expect(coresMarkdown(report)).toContain('## concur cores: \\<b\\>\\|x (Linux');
  expect(coresMarkdown(report)).toContain('> **Warning:** a\\|b \\`c\\`');
});

it('has tables whose rows all have as many cells as their titles', () => {
  const tables = MARKDOWN.split('\n\n').filter((block) => block.startsWith('| '));
  expect(tables).toHaveLength(3);
  for (const table of tables) {
    const cells = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
    expect(new Set(cells).size).toBe(1);
  }
});

it('says what was measured, or that nothing was', () => {
  expect(MARKDOWN).toContain('- Measured: busy 1.51, queued 6.49 (cores), throughput 1.46× one alone');
  expect(coresMarkdown(makeCoresReport({ measured: null }))).toContain('- Measured: not measured');
});
