import { join } from 'node:path';
import type { Pressure } from '../../model/machine/pressure.ts';
import { type Cgroups, cgroupPaths, governingPaths } from '../limits/cgroups.ts';
import type { Sysroot } from '../sysroot.ts';
import { readCpuPressure } from './cpu-pressure.ts';
import { burstOf, exclusiveOf, kernelSettings, partitionOf } from './settings.ts';
import { readThrottling } from './throttling.ts';

/** What presses on a process’ CPUs, and what settings keep of them; null where nothing tells of either. */
export function readPressure(sysroot: Sysroot, cgroups: Cgroups): Pressure | null {
  const paths = governingPaths(cgroups, 'cpu');
  const cpusets = cgroupPaths(cgroups, 'cpuset');
  const pressure: Pressure = {
    group: groupPressure(sysroot, cgroups),
    system: readCpuPressure(sysroot, '/proc/pressure/cpu'),
    throttling: paths.flatMap((path) => readThrottling(sysroot, path)),
    burstNs: firstOf(paths, (path) => burstOf(sysroot, path)),
    partition: firstOf(cpusets, (path) => partitionOf(sysroot, path)),
    exclusive: firstOf(cpusets, (path) => exclusiveOf(sysroot, path)),
    ...kernelSettings(sysroot),
  };
  const isTold = Object.values(pressure).some(
    (fact) => fact !== null && !(Array.isArray(fact) && fact.length === 0),
  );
  return isTold ? pressure : null;
}

/** Pressure is kept in groups of version 2 alone, wherever the CPU controller is; the root's is the machine's. */
function groupPressure(sysroot: Sysroot, cgroups: Cgroups): Pressure['group'] {
  const memberships = cgroups.memberships.filter(isV2);
  const own = cgroupPaths({ ...cgroups, memberships }, 'cpu')[0]?.groups[0];
  if (own === undefined || !sysroot.has(join(own, 'cgroup.events'))) return null;
  return readCpuPressure(sysroot, join(own, 'cpu.pressure'));
}

function isV2({ controllers }: Cgroups['memberships'][number]): boolean {
  return controllers.length === 0;
}

function firstOf<One, Fact>(all: readonly One[], read: (one: One) => Fact | null): Fact | null {
  return all.map(read).find((fact) => fact !== null) ?? null;
}
