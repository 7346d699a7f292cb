import { formatRatio, formatShare } from '../../src/base/units.ts';
import type { WatchReport } from '../../src/model/documents/watch.ts';
import { blockedNs } from './expectation.ts';
import type { Row } from './row.ts';
import { SITUATIONS, type Situation } from './situations.ts';

/** A document of a row’s program, and what is wrong with it. */
export interface Run {
  readonly row: Row;
  readonly situation: Situation;
  readonly report: WatchReport;
  readonly faults: readonly string[];
}

const HEAD = ['program', ...SITUATIONS, 'busy + queued', 'blocked', 'it says', 'right'];

/** A line per program: what was found in its first run, and in how many runs that was right. */
export function tableOf(runs: readonly Run[]): string {
  const rows = [...new Set(runs.map(({ row }) => row))];
  const lines = rows.map((row) => lineOf(runs.filter((run) => run.row === row)));
  return [HEAD, HEAD.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function lineOf(runs: readonly Run[]): string[] {
  const [{ row, report }] = runs as [Run];
  const right = runs.filter(({ faults }) => faults.length === 0);
  return [
    `[${inCell(row.program)}](../scripts/watched-programs/sources/${row.source})`,
    ...SITUATIONS.map((situation) => kindsOf(runs.filter((run) => run.situation === situation))),
    `${formatRatio(report.r ?? 0)} + ${formatRatio(report.d ?? 0)}`,
    splitOf(report),
    inCell(withoutIds(report.because)),
    `${right.length} of ${runs.length}`,
  ];
}

function kindsOf(runs: readonly Run[]): string {
  return [...new Set(runs.map(({ report }) => report.kind ?? 'unknown'))].join(', ');
}

/** Who it was this time is of no use to a reader. */
function withoutIds(because: string): string {
  return because.replaceAll(/ \((tid|pid) \d+\)/g, '');
}

function inCell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** What the blocked time was spent on, where it was a twentieth of it or more. */
function splitOf(report: WatchReport): string {
  const all = blockedNs(report);
  return Object.entries(report.waits)
    .map(([kind, ns]) => [kind, (ns ?? 0) / Math.max(all, 1)] as const)
    .filter(([, share]) => share >= 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, share]) => `${kind} ${formatShare(share)}`)
    .join(', ');
}
