import { countOf, formatRatio, formatShare } from '../../../base/units.ts';
import type { CoresReport, Measured } from '../../../model/cores-report.ts';
import type { JudgedClaim } from '../../../model/cpu-claim.ts';
import { type Column, labelled, table, wrap } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { cacheSummary } from '../../text/caches.ts';
import { machinePicture } from '../../text/machine-picture.ts';
import { warningLines } from '../../text/warning.ts';
import { causesText } from '../../words/causes.ts';

const LABEL_WIDTH = 12;
const LIMIT_COLUMNS: readonly Column[] = [
  { title: 'what limits us', align: 'left' },
  { title: 'CPUs', align: 'right' },
  { title: 'detail', align: 'left' },
  { title: 'read from', align: 'left', wraps: true },
];
const CLAIM_COLUMNS: readonly Column[] = [
  { title: 'who believes', align: 'left' },
  { title: 'CPUs', align: 'right' },
  { title: 'wrong by', align: 'right' },
  { title: 'its rule', align: 'left', wraps: true },
];

/** The whole report as text: the picture, the limits, what was measured, who believes what. */
export function coresText(report: CoresReport, page: Page): string {
  const { palette, width } = page;
  const { color } = palette;
  const say = (label: string, text: string) => labelled(label, palette.text(text), width, LABEL_WIDTH);
  const section = (columns: readonly Column[], rows: readonly (readonly string[])[]) =>
    table(
      columns,
      rows.map((row) => row.map(palette.text)),
      width,
    ).map((line, index) => (index === 0 ? color.cyan(line) : line));
  return [
    ...wrap(palette.text(headline(report)), width).map((line) => color.bold(line)),
    ...machinePicture(report, page),
    '',
    ...say('CPUs', countsLine(report)),
    ...say('Caches', cacheSummary(report.caches)),
    '',
    ...section(
      LIMIT_COLUMNS,
      report.limits.map((limit) => [limit.source, decimal(limit.cpus), limit.detail, limit.path ?? '-']),
    ),
    ...say('Effective', effectiveLine(report)).map((line) => color.bold(line)),
    ...say('Measured', measuredLine(report)),
    '',
    ...section(
      CLAIM_COLUMNS,
      report.claims.map((claim) => claimCells(claim, report)),
    ),
    ...report.warnings.flatMap((warning) => warningLines(warning, page)),
    '',
  ].join('\n');
}

/** What to type for each tool. */
export function recommendationText({ recommendations, recommendedWorkers }: CoresReport, page: Page): string {
  const { palette, width } = page;
  const heading =
    recommendedWorkers === null
      ? 'How many workers: unknown'
      : `${countOf(recommendedWorkers, 'worker')}, one for each whole CPU:`;
  const rows = recommendations.map(({ setting }) => `  ${setting}`);
  return `${[...wrap(palette.text(heading), width).map((line) => palette.color.bold(line)), ...rows].join('\n')}\n`;
}

/** The answer in one line. */
export function coresLine(report: CoresReport, { palette }: Page): string {
  return palette.text(`${effectiveLine(report)}; measured: ${measuredLine(report)}\n`);
}

export function headline({ machine, sysroot }: CoresReport): string {
  const where =
    sysroot === null
      ? `Linux ${machine?.kernel ?? '?'}, Node ${machine?.node ?? '?'}`
      : `captured in ${sysroot}`;
  return `${machine?.cpuModel ?? 'CPU of unknown model'} (${where})`;
}

export function countsLine({ counts }: CoresReport): string {
  const count = (value: number | null, noun: string) =>
    value === null ? `unknown ${noun}s` : countOf(value, noun);
  const threads = counts.maxThreadsPerCore;
  const smt = threads === null ? [] : [threads > 1 ? `up to ${threads} threads a core` : 'no SMT'];
  return [
    count(counts.logicalCpus, 'CPU'),
    `${counts.onlineCpus ?? 'unknown'} online`,
    `${counts.allowedCpus ?? 'unknown'} allowed`,
    count(counts.physicalCores, 'core'),
    count(counts.packages, 'package'),
    ...(counts.numaNodes === null ? [] : [countOf(counts.numaNodes, 'NUMA node')]),
    ...smt,
    ...(counts.hybrid === true ? ['cores of different kinds'] : []),
  ].join(', ');
}

export function effectiveLine({ effectiveCpus, limits }: CoresReport): string {
  if (effectiveCpus === null) return 'unknown';
  const unsure = limits.some(({ cpus }) => cpus === null) ? ', as far as the limits can be read' : '';
  return `${decimal(effectiveCpus)} ${effectiveCpus === 1 ? 'CPU' : 'CPUs'}${unsure}`;
}

export function measuredLine({ measured }: CoresReport): string {
  return measured === null ? 'not measured' : measuredWords(measured);
}

/** `R 1.51, D 0.49, …`: what burners on all usable CPUs got. */
export function measuredWords(measured: Measured): string {
  const { r, d, throughputX, throttledPeriods, steal, seconds, workers, causes } = measured;
  const why = causes.length === 0 ? '' : `; held back by ${causesText(causes)}`;
  const throttled =
    throttledPeriods === null ? 'throttling unknown' : `throttled in ${throttledPeriods} periods`;
  return (
    `R ${formatRatio(r)} cores kept busy, D ${formatRatio(d)} wanted and not got, throughput ${formatRatio(throughputX)} × one alone ` +
    `(${countOf(workers, 'burner')}, ${formatRatio(seconds)} s, ${throttled}, steal ${formatShare(steal)})${why}`
  );
}

export function claimCells(
  { source, cpus, rule, wrongBy, basis }: JudgedClaim,
  { sysroot }: CoresReport,
): string[] {
  const wrong =
    wrongBy === null
      ? '?'
      : wrongBy === 0
        ? 'right'
        : `${wrongBy > 0 ? '+' : ''}${Number(wrongBy.toFixed(2))}`;
  return [
    source,
    `${cpus ?? '?'}`,
    wrong,
    basis === 'rule' && sysroot === null ? `${rule} (not asked)` : rule,
  ];
}

/** A number of CPUs: a quota's decimals are never rounded away. */
export function decimal(cpus: number | null): string {
  return cpus === null ? '?' : Number.isInteger(cpus) ? `${cpus}` : `${Number(cpus.toFixed(4))}`;
}
