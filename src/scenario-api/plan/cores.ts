import type { Machine } from '../../model/machine/machine.ts';
import type { Setting } from '../../model/setting.ts';
import { coresOf } from './assign-cpus.ts';

// Which CPUs are two threads of one core (SMT siblings), and which are cores of their own.

/** Two CPUs, or why there are none such. */
export type CpuPair =
  | { readonly cpus: readonly [number, number]; readonly why: null }
  | { readonly cpus: null; readonly why: string };

/** The usable CPUs, core by core, cores with siblings first: on hybrid processors these are the fast ones. */
export function usableCores({ siblingGroups }: Machine, { cpus }: Setting): readonly (readonly number[])[] {
  return coresOf(cpus, siblingGroups).toSorted((a, b) => b.length - a.length);
}

/** Two usable hardware threads of the first core that has them. */
export function siblingPair(machine: Machine, setting: Setting): CpuPair {
  const [[first, second] = []] = usableCores(machine, setting);
  if (first === undefined || second === undefined) {
    return { cpus: null, why: 'SMT is off, or no core has two usable CPUs' };
  }
  return { cpus: [first, second], why: null };
}

/** A usable CPU of each of the first two cores. */
export function corePair(machine: Machine, setting: Setting): CpuPair {
  const [[first] = [], [second] = []] = usableCores(machine, setting);
  if (first === undefined || second === undefined) {
    return { cpus: null, why: 'all usable CPUs belong to one core' };
  }
  return { cpus: [first, second], why: null };
}

/** At most so many CPUs, for pairs of every kind: siblings, and cores from all over the machine. */
export function assortedCpus(most: number, machine: Machine, setting: Setting): readonly number[] {
  const cores = usableCores(machine, setting);
  const perCore = Math.min(2, cores[0]?.length ?? 0);
  const wanted = Math.floor(most / Math.max(1, perCore));
  const step = Math.max(1, cores.length / wanted);
  const chosen = Array.from({ length: Math.min(wanted, cores.length) }, (_, index) =>
    (cores[Math.floor(index * step)] ?? []).slice(0, perCore),
  );
  return chosen.flat().toSorted((a, b) => a - b);
}

/** Whether two CPUs belong to one core. */
export function areSiblings(one: number, other: number, { siblingGroups }: Machine): boolean {
  return siblingGroups.some((group) => group.includes(one) && group.includes(other));
}

/**
 * The answer to a question about cores. A host may run two virtual CPUs on two hardware threads of one core, or none
 * that it calls siblings on one core: what looks false in a virtual machine may be the host’s doing, and isn’t known.
 */
export function unlessVirtual({ isVirtual }: Machine, answer: boolean | null): boolean | null {
  return answer === false && isVirtual === true ? null : answer;
}
