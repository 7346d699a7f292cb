const STEPS = 1e4;

/**
 * A number of CPUs as programs read it: `1.5`, at most four decimals, no exponent; `''` where it is unknown. Never more
 * than there is, and never none of something.
 */
export function plainCpus(cpus: number | null): string {
  if (cpus === null) return '';
  const nearest = Number(cpus.toFixed(4));
  const most = nearest > cpus ? Number((nearest - 1 / STEPS).toFixed(4)) : nearest;
  return `${cpus > 0 ? Math.max(most, 1 / STEPS) : 0}`;
}
