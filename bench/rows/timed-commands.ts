import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../../src/stats/samples/summary.ts';
import { compareBy } from '../concur.ts';
import { launch } from '../launch.ts';
import type { Site } from '../site.ts';

/** What a program made of commands that it timed. */
export interface TimedCommands {
  /** The runs of each, in ns. */
  readonly runs: readonly (readonly number[])[];
  /** What the program took beside them and their warm-ups, in ns a run. */
  readonly besideNs: number;
  /** Whether it says that one is faster than the first. */
  readonly callsDifference: boolean;
}

/** Has commands timed, so many runs of each after one to warm up. */
export type TimeCommands = (site: Site, lines: readonly string[], runs: number) => Promise<TimedCommands>;

export const byConcur: TimeCommands = async (site, lines, count) => {
  const typed = lines.flatMap((line) => ['--command', line]);
  const { wallNs, report } = await compareBy(site, ['--runs', `${count}`, ...typed]);
  const runs = report.results.map(({ workNs }) => workNs.samples);
  const callsDifference = report.comparisons.some(({ call }) => call === 'faster' || call === 'slower');
  return { runs, besideNs: besideOf(wallNs, runs), callsDifference };
};

export const byHyperfine: TimeCommands = async (site, lines, count) => {
  const file = join(site.scratchDir, 'hyperfine.json');
  const words = ['--shell=none', '--warmup', '1', '--runs', `${count}`, '--export-json', file, ...lines];
  const command = [site.programs.hyperfine as string, ...words];
  const { wallNs } = await launch(site, { command, terminal: null });
  const results: readonly HyperfineResult[] = JSON.parse(readFileSync(file, 'utf8')).results;
  const runs = results.map(({ times }) => times.map((seconds) => seconds * 1e9));
  const [first, ...others] = results as [HyperfineResult, ...HyperfineResult[]];
  const callsDifference = others.some((other) => isBeyondDeviation(first, other));
  return { runs, besideNs: besideOf(wallNs, runs), callsDifference };
};

/** In seconds. */
interface HyperfineResult extends Summary {
  readonly times: readonly number[];
}

interface Summary {
  readonly mean: number;
  readonly stddev: number;
}

/** Whether “1.10 ± 0.03 times faster”, which hyperfine says of any two, leaves 1 outside. */
export function isBeyondDeviation(a: Summary, b: Summary): boolean {
  const ratio = Math.max(a.mean / b.mean, b.mean / a.mean);
  return ratio * (1 - Math.hypot(a.stddev / a.mean, b.stddev / b.mean)) > 1;
}

function besideOf(wallNs: number, runs: TimedCommands['runs']): number {
  const warmUpsNs = runs.reduce((sum, own) => sum + median(own), 0);
  const all = runs.flat();
  return (wallNs - warmUpsNs - all.reduce((sum, ns) => sum + ns, 0)) / all.length;
}
