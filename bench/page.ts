import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';
import type { KeptLine, KeptRow } from './figures.ts';
import { ROWS } from './rows/index.ts';
import { figureText, goalText } from './text.ts';

/** What beside docs/benchmarks.md has a page of its own. */
const OWN_PAGES = [
  { file: 'benchmarks-map.md', title: 'What a map costs', rows: ['STREAM', 'MAP', 'HOSTS', 'SIM'] },
  {
    file: 'benchmarks-commands.md',
    title: 'What the commands cost',
    rows: ['PYTHON', 'COMMANDS', 'WATCH', 'CORES', 'CALLS'],
  },
] as const;

/** Writes docs/benchmarks.md and its further pages from the figures that are kept. */
export function writePages(figures: readonly KeptRow[]): void {
  const apart: readonly string[] = OWN_PAGES.flatMap(({ rows }) => [...rows]);
  const write = (file: string, head: string, isThere: (row: string) => boolean) =>
    writeFileSync(join(packageRoot(), 'docs', file), [head, ...sections(figures, isThere)].join('\n'));
  write('benchmarks.md', INTRODUCTION, (row) => !apart.includes(row));
  for (const { file, title, rows } of OWN_PAGES) {
    const head = `# ${title}, beside its peers\n\nMeasured as [the others](benchmarks.md).\n`;
    write(file, head, (row) => (rows as readonly string[]).includes(row));
  }
}

function sections(figures: readonly KeptRow[], isThere: (row: string) => boolean): string[] {
  return ROWS.filter(({ name }) => isThere(name)).flatMap(({ name, about, limit }) => {
    const kept = figures.find(({ row }) => row === name);
    return kept === undefined ? [] : [section(kept, about, limit)];
  });
}

const INTRODUCTION = `# What it costs, beside its peers

Each line is a ratio (or a share of a core) that was measured side by side in one run: the candidates take turns, a round
after the other, in an order that is new in each round. Whatever else the machine does meets them alike, so ratios carry
over to other machines; the absolute figures behind them don't. This page is written by the command that measures:

\`\`\`
npm ci --prefix bench            # the peers: poolifier, tinypool, workerpool
npm run bench                    # all rows; some minutes
npm run bench -- P5 --runs 5     # one row, so many rounds
npm run bench -- --check         # names what is worse than the figures here, and exits with 1 then
npm run bench -- --record        # keeps what was measured, here and in bench/figures.json
\`\`\`

Further pages: [maps](benchmarks-map.md), [commands](benchmarks-commands.md).

C is compiled on the spot (\`cc -O2\`), Python's programs need tqdm; without them, their lines are skipped by name.
`;

function section(row: KeptRow, about: string, limit: string | undefined): string {
  const missed = row.lines.some(({ verdicts }) => verdicts.includes('missed'));
  return [
    `## ${row.row}: ${about}`,
    '',
    `\`${row.command}\`, ${row.measuredOn}, ${row.machine}${row.note === undefined ? '' : `. ${row.note}`}`,
    '',
    '| what | median | min to max | rounds | goal | medians behind it |',
    '|---|---:|---:|---:|---|---|',
    ...row.lines.map(cells),
    '',
    ...(missed && limit !== undefined ? [limit, ''] : []),
  ].join('\n');
}

function cells({ what, unit, median, min, max, runs, goals, verdicts, behind }: KeptLine): string {
  const shown = (value: number) => figureText(value, unit);
  const judged = goals.map((goal, index) => {
    const verdict = verdicts[index] === 'met' ? 'met' : '**missed**';
    return `${verdict}: ${goalText(goal, unit).replace('<=', '≤').replace('>=', '≥')}`;
  });
  return `| ${what} | ${shown(median)} | ${shown(min)} to ${shown(max)} | ${runs} | ${judged.join(', ')} | ${behind} |`;
}
