/** Up to so many CPUs every number of workers is tried; beyond, each doubling. */
const FEW_CPUS = 8;

/** 1 to twice the usable CPUs: all of them where they are few, else each doubling, and the CPUs' own number. */
export function defaultCounts(cpus: number, units: number): number[] {
  const most = Math.min(cpus * 2, units);
  const all = Array.from({ length: most }, (_, index) => index + 1);
  if (cpus <= FEW_CPUS) return all;
  return all.filter((count) => Math.log2(count) % 1 === 0 || count === cpus || count === most);
}
