import type { Goal, Measured } from './line.ts';

/** A figure in its unit. */
export function figureText(value: number, unit: Measured['unit']): string {
  if (unit === 'share') return `${(value * 100).toFixed(2)} %`;
  return significant(value) + (unit === 'seconds' ? ' s' : '');
}

export function goalText(goal: Goal, unit: Measured['unit']): string {
  const [sign, bound] = 'atMost' in goal ? ['<=', goal.atMost] : ['>=', goal.atLeast];
  if (unit === 'share') return `${sign} ${bound * 100} %`;
  return `${sign} ${bound}${unit === 'seconds' ? ' s' : ''}`;
}

/** Ratios about 1 to three decimals; what is far smaller as a power of ten. */
function significant(value: number): string {
  return Math.abs(value) >= 0.01 || value === 0 ? value.toFixed(3) : value.toExponential(1);
}
