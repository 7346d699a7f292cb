import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';
import type { KeptLine, KeptRow } from './figures.ts';
import { ROWS } from './rows/index.ts';
import { verdictOn } from './summary.ts';
import { figureText, goalText, intervalText, quietText, VERDICT_TEXT } from './text.ts';

/** What beside docs/benchmarks.md has a page of its own. */
const OWN_PAGES = [
  { file: 'benchmarks-map.md', title: 'What a map costs', rows: ['STREAM', 'MAP', 'HOSTS', 'SIM'] },
  {
    file: 'benchmarks-commands.md',
    title: 'What the commands cost',
    rows: ['PYTHON', 'COMPARE', 'COMMANDS', 'WATCH', 'PY-SPY', 'SCALE', 'CORES', 'REPORT', 'CALLS'],
  },
] as const;

/** Writes docs/benchmarks.md and its further pages from the figures that are kept. */
export function writePages(figures: readonly KeptRow[]): void {
  for (const { file, text } of pagesOf(figures)) writeFileSync(join(packageRoot(), 'docs', file), text);
}

export function pagesOf(
  figures: readonly KeptRow[],
): readonly { readonly file: string; readonly text: string }[] {
  const apart: readonly string[] = OWN_PAGES.flatMap(({ rows }) => [...rows]);
  const page = (file: string, head: string, isThere: (row: string) => boolean) => ({
    file,
    text: [head, ...sections(figures, isThere)].join('\n'),
  });
  return [
    page('benchmarks.md', INTRODUCTION, (row) => !apart.includes(row)),
    ...OWN_PAGES.map(({ file, title, rows }) => {
      const head = `# ${title}, beside its peers\n\nMeasured as [the others](benchmarks.md).\n`;
      return page(file, head, (row) => (rows as readonly string[]).includes(row));
    }),
  ];
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
over to other machines; the absolute figures behind them don't.

A round begins when the machine is quiet: others’ CPU time is up to 5 % of the CPUs and steal up to 2 %, waited for up to a
minute a row. Each line has the median of its n rounds and the 95 % interval of that median (order statistics; where n counts
cases, their share and Wilson’s interval), or of fewer than six rounds none. A goal is *met* or *missed* where the whole
interval says so, and otherwise it *can’t be told*. A row goes on until all of its goals are decided, for up to three times
its fewest rounds or ten minutes; it is analysed no more than four times, so that it isn’t measured until it fits. Before its
first round each candidate runs once, unmeasured: concur keeps what V8 compiled then, in a folder of the bench’s own.

This page is written by the command that measures:

\`\`\`
npm ci --prefix bench            # the peers: p-map, poolifier, tinypool, workerpool
npm run bench                    # all rows; hours, where much is undecided
npm run bench -- --quick         # a first impression, in minutes
npm run bench -- P5 --runs 5     # one row, so many rounds
npm run bench -- --check         # names what is worse than the figures here, and what has none; exits with 1 where it was worse on a quiet machine
npm run bench -- --record        # keeps each row once it is measured, here and in bench/figures.json
\`\`\`

Further pages: [maps](benchmarks-map.md), [commands](benchmarks-commands.md).

C is compiled on the spot (\`cc -O2\`), and the Python programs of P2 and P3 need tqdm; without them, their lines are skipped by
name.
`;

function section(row: KeptRow, about: string, limit: string | undefined): string {
  const isMet = row.lines.every(({ goals, ci95 }) => goals.every((goal) => verdictOn(goal, ci95) === 'met'));
  const note = row.note === undefined ? '' : `. ${row.note.replace(/\.$/, '')}`;
  return [
    `## ${row.row}: ${about}`,
    '',
    `\`${row.command}\`, ${row.measuredOn}, ${row.machine}${note}. ${quietText(row.rounds, row.quietness)}`,
    '',
    '| what | median | 95 % interval | min to max | n | goal | medians behind it |',
    '|---|---:|---:|---:|---:|---|---|',
    ...row.lines.map(cells),
    '',
    ...(isMet || limit === undefined ? [] : [limit, '']),
  ].join('\n');
}

function cells({ what, unit, value, ci95, min, max, n, goals, behind }: KeptLine): string {
  const judged = goals.map((goal) => {
    const verdict = verdictOn(goal, ci95);
    const text = verdict === 'met' ? VERDICT_TEXT.met : `**${VERDICT_TEXT[verdict]}**`;
    return `${text}: ${goalText(goal, unit).replace('<=', '≤').replace('>=', '≥')}`;
  });
  const range = [min, max].map((end) => figureText(end, unit)).join(' to ');
  const shown = [figureText(value, unit), intervalText(ci95, unit), range, `${n}`];
  return `| ${[what, ...shown, judged.join(', '), behind].join(' | ')} |`;
}
