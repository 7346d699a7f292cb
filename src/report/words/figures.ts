import { formatRatio } from '../../base/units.ts';

/** R and D in a sentence: `busy 1.94, queued 0.05 (cores)`. */
export function coresText({ r, d }: { readonly r: number | null; readonly d: number | null }): string {
  return `busy ${formatRatio(r)}, queued ${formatRatio(d)} (cores)`;
}
