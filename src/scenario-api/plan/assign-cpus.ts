import { maxOf } from '../../base/extremes.ts';
import type { PinMode } from '../../model/trial/plan.ts';

/**
 * Which CPU each of `count` workers is to have; null leaves it to the kernel.
 * `spread` takes one core after the other and a core's second sibling only when every core has one; `siblings` fills a
 * core before the next; `same` puts all on one CPU. More workers than CPUs wrap round.
 * @param siblingGroups the CPUs of each core
 */
export function assignCpus(
  count: number,
  mode: PinMode,
  cpus: readonly number[],
  siblingGroups: readonly (readonly number[])[],
): (number | null)[] {
  if (mode === 'none') return new Array(count).fill(null);
  const order = mode === 'same' ? cpus.slice(0, 1) : inOrder(mode, cpus, siblingGroups);
  return Array.from({ length: count }, (_, worker) => order[worker % order.length] ?? null);
}

function inOrder(
  mode: 'spread' | 'siblings',
  cpus: readonly number[],
  siblingGroups: readonly (readonly number[])[],
): number[] {
  const cores = coresOf(cpus, siblingGroups);
  if (mode === 'siblings') return cores.flat();
  const most = maxOf(
    cores.map((core) => core.length),
    0,
  );
  return Array.from({ length: most }, (_, turn) =>
    cores.flatMap((core) => core.slice(turn, turn + 1)),
  ).flat();
}

/** These CPUs core by core; one that no core is known for counts as a core of its own. */
export function coresOf(
  cpus: readonly number[],
  siblingGroups: readonly (readonly number[])[],
): (readonly number[])[] {
  const usable = new Set(cpus);
  const cores = siblingGroups.map((group) => group.filter((cpu) => usable.has(cpu)));
  const grouped = new Set(cores.flat());
  return [...cores, ...cpus.filter((cpu) => !grouped.has(cpu)).map((cpu) => [cpu])].filter(
    (core) => core.length > 0,
  );
}
