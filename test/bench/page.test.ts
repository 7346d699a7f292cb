import { describe, expect, it } from 'vitest';
import type { KeptLine, KeptRow } from '../../bench/figures.ts';
import { pagesOf } from '../../bench/page.ts';

const line = (what: string, ci95: KeptLine['ci95']): KeptLine => ({
  what,
  unit: 'ratio',
  goals: [{ atMost: 1.1 }],
  behind: '33.9 ms and 30.0 ms',
  n: 30,
  value: 1.05,
  ci95,
  min: 0.9,
  max: 2,
});

const P4: KeptRow = {
  row: 'P4',
  command: 'npm run bench -- P4',
  measuredOn: '2026-11-30',
  machine: 'a CPU, Node v20',
  rounds: 30,
  quietness: { waitedMs: 1_200, quietStarts: 29, othersShare: 0.012, steal: 0 },
  lines: [line('met', [1, 1.08]), line('missed', [1.2, 1.3]), line('open', [1, 1.2]), line('few', null)],
};

function pageOf(file: string, row: KeptRow): string {
  return pagesOf([row]).find((page) => page.file === file)?.text ?? '';
}

describe('a row’s section', () => {
  const text = pageOf('benchmarks.md', P4);

  it('has the interval of each line, and the verdict that follows from it', () => {
    const cells = (what: string, interval: string, verdict: string) =>
      `| ${what} | 1.050 | ${interval} | 0.900 to 2.000 | 30 | ${verdict}: ≤ 1.1 | 33.9 ms and 30.0 ms |`;
    expect(text).toContain(cells('met', '1.000 to 1.080', 'met'));
    expect(text).toContain(cells('missed', '1.200 to 1.300', '**missed**'));
    expect(text).toContain(cells('open', '1.000 to 1.200', '**can’t be told**'));
    expect(text).toContain(cells('few', 'unknown', '**can’t be told**'));
  });

  it('says how quiet the machine was, or that this is unknown', () => {
    expect(text).toContain(
      '29 of 30 rounds began on a quiet machine, after 1.2 s of waiting for it; in the median round others use 1 % of the CPUs, steal is 0 %.',
    );
    expect(pageOf('benchmarks.md', { ...P4, quietness: null })).toContain(
      'How quiet the machine was is unknown.',
    );
  });

  it('names the limit unless every goal is met', () => {
    const limit = 'Commander';
    expect(text).toContain(limit);
    expect(pageOf('benchmarks.md', { ...P4, lines: [line('met', [1, 1.08])] })).not.toContain(limit);
  });

  it('stands on one page alone', () => {
    const found = pagesOf([P4]).filter((page) => page.text.includes('## P4'));
    expect(found.map(({ file }) => file)).toEqual(['benchmarks.md']);
    expect(pageOf('benchmarks-commands.md', { ...P4, row: 'CORES' })).toContain('## CORES');
  });
});
