import { join } from 'node:path';
import type { FileFact, Pressure } from '../../model/machine/pressure.ts';
import { contentOf, listOrNull } from '../cpus/cpu-sets.ts';
import { CPU_FOLDER } from '../cpus/cpus.ts';
import type { CgroupPath } from '../limits/cgroups.ts';
import type { Sysroot } from '../sysroot.ts';

/** CPU time that its own group may save up and spend above its quota; none where it is 0. Both versions have it in µs. */
export function burstOf(sysroot: Sysroot, { version, groups }: CgroupPath): Pressure['burstNs'] {
  const [own] = groups;
  if (own === undefined) return null;
  const fact = textIn(sysroot, join(own, version === 2 ? 'cpu.max.burst' : 'cpu.cfs_burst_us'));
  if (fact === null || !/^[1-9]\d{0,14}$/.test(fact.value)) return null;
  return { ...fact, value: Number(fact.value) * 1e3 };
}

/** Whether its cpuset shares its CPUs with others: version 2 has a word for it, version 1 a flag. */
export function partitionOf(sysroot: Sysroot, { version, groups }: CgroupPath): Pressure['partition'] {
  const [own] = groups;
  if (own === undefined) return null;
  if (version === 2) return textIn(sysroot, join(own, 'cpuset.cpus.partition'));
  // The root has all CPUs, and shares them out.
  if (sysroot.has(join(own, 'release_agent'))) return null;
  const flag = textIn(sysroot, join(own, 'cpuset.cpu_exclusive'));
  return flag?.value === '1' ? { ...flag, value: 'exclusive' } : null;
}

/** CPUs that no other group may have. */
export function exclusiveOf(sysroot: Sysroot, { version, groups }: CgroupPath): Pressure['exclusive'] {
  const [own] = groups;
  if (own === undefined || version === 1) return null;
  const names = ['cpuset.cpus.exclusive.effective', 'cpuset.cpus.exclusive'];
  return names.map((name) => listIn(sysroot, join(own, name))).find((fact) => fact !== null) ?? null;
}

/** What the kernel was told to keep free of other work, and of a second thread a core. */
export function kernelSettings(sysroot: Sysroot): Pick<Pressure, 'isolated' | 'nohzFull' | 'smt'> {
  return {
    isolated: listIn(sysroot, `${CPU_FOLDER}/isolated`),
    nohzFull: listIn(sysroot, `${CPU_FOLDER}/nohz_full`),
    smt: textIn(sysroot, `${CPU_FOLDER}/smt/control`),
  };
}

function textIn(sysroot: Sysroot, path: string): FileFact<string> | null {
  const value = contentOf(sysroot, path) ?? '';
  return value === '' ? null : { value, path };
}

/** Null for an empty list, or `(null)`, as some kernels write one. */
function listIn(sysroot: Sysroot, path: string): FileFact<readonly number[]> | null {
  const value = listOrNull(textIn(sysroot, path)?.value ?? null);
  return value === null ? null : { value, path };
}
