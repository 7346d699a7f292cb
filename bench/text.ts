import type { Goal, Measured } from './line.ts';

/** A figure in its unit. */
export function figureText(value: number, unit: Measured['unit']): string {
  if (unit === 'share') return `${(value * 100).toFixed(2)} %`;
  return unit === 'seconds' ? secondsText(value, significant) : significant(value);
}

export function goalText(goal: Goal, unit: Measured['unit']): string {
  const [sign, bound] = 'atMost' in goal ? ['<=', goal.atMost] : ['>=', goal.atLeast];
  if (unit === 'share') return `${sign} ${bound * 100} %`;
  return `${sign} ${unit === 'seconds' ? secondsText(bound, String) : bound}`;
}

function secondsText(seconds: number, text: (value: number) => string): string {
  return seconds < 0.1 ? `${text(seconds * 1e3)} ms` : `${text(seconds)} s`;
}

/** Ratios about 1 to three decimals; what is far smaller as a power of ten. */
function significant(value: number): string {
  return Math.abs(value) >= 0.01 || value === 0 ? value.toFixed(3) : value.toExponential(1);
}
