import { formatCount, formatShare } from '../src/base/units.ts';
import type { Checked } from './check.ts';
import type { Goal, Measured } from './line.ts';
import type { Disturbance, Quietness } from './quiet.ts';
import type { Interval, Verdict } from './summary.ts';

type Unit = Measured['unit'];

/** A figure in its unit. */
export function figureText(value: number | null, unit: Unit): string {
  if (value === null) return 'unknown';
  if (isShare(unit)) return `${(value * 100).toFixed(2)} %`;
  return unit === 'seconds' ? secondsText(value, significant) : significant(value);
}

export function intervalText(interval: Interval | null, unit: Unit): string {
  return interval === null ? 'unknown' : interval.map((end) => figureText(end, unit)).join(' to ');
}

export function goalText(goal: Goal, unit: Unit): string {
  const [sign, bound] = 'atMost' in goal ? ['<=', goal.atMost] : ['>=', goal.atLeast];
  if (isShare(unit)) return `${sign} ${Number((bound * 100).toPrecision(6))} %`;
  return `${sign} ${unit === 'seconds' ? secondsText(bound, String) : bound}`;
}

export const VERDICT_TEXT: { readonly [verdict in Verdict]: string } = {
  met: 'met',
  missed: 'missed',
  undecided: 'can’t be told',
};

export function disturbanceText({ othersShare, steal }: Disturbance): string {
  return `others use ${formatShare(othersShare)} of the CPUs, steal is ${formatShare(steal)}`;
}

/** How quiet the machine was during a row. */
export function quietText(rounds: number, quietness: Quietness | null): string {
  if (quietness === null || quietness.quietStarts === null) return 'How quiet the machine was is unknown.';
  const { quietStarts, waitedMs } = quietness;
  const began = `${quietStarts} of ${rounds} rounds began on a quiet machine`;
  const waited = `${(waitedMs / 1e3).toFixed(1)} s of waiting for it`;
  return `${began}, after ${waited}; in the median round ${disturbanceText(quietness)}.`;
}

/** What `--check` has found, in lines. */
export function checkedText({ compared, regressions, notKept }: Checked): string[] {
  const lines = `${formatCount(compared)} ${compared === 1 ? 'line' : 'lines'}`;
  return [
    ...notKept.map((name) => `no figure is kept of ${name}`),
    ...regressions.map(({ text, mayBeOthers }) =>
      mayBeOthers ? `worse, on a machine that wasn’t quiet: ${text}` : `REGRESSION ${text}`,
    ),
    compared === 0
      ? 'nothing was compared with bench/figures.json'
      : `${lines} compared with bench/figures.json: ${regressions.length === 0 ? 'none' : regressions.length} worse by more than 25 % between the intervals`,
  ];
}

function isShare(unit: Unit): boolean {
  return unit === 'share' || unit === 'cases';
}

function secondsText(seconds: number, text: (value: number) => string): string {
  return seconds < 0.1 ? `${text(seconds * 1e3)} ms` : `${text(seconds)} s`;
}

/** Ratios about 1 to three decimals; what is far smaller as a power of ten. */
function significant(value: number): string {
  return Math.abs(value) >= 0.01 || value === 0 ? value.toFixed(3) : value.toExponential(1);
}
