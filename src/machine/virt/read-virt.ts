import type { Virt } from '../../model/machine/virt.ts';
import { isVirtual } from '../cpus/cpus.ts';
import type { Sysroot } from '../sysroot.ts';
import { findCloud } from './cloud.ts';
import { findContainer } from './container.ts';
import { dmiReader } from './dmi.ts';
import { findHypervisor } from './hypervisor.ts';

/**
 * What files say of it. The rules are those of systemd (src/basic/virt.c) and of cloud-init (tools/ds-identify).
 * @param env our own environment, or a captured machine’s: another process may be in another container
 */
export function readVirt(sysroot: Sysroot, env: Readonly<Record<string, string | undefined>>): Virt | null {
  const dmi = dmiReader(sysroot);
  const virt: Virt = {
    hypervisor:
      isVirtual(sysroot) === false ? findHypervisor(sysroot, () => null) : findHypervisor(sysroot, dmi),
    container: findContainer(sysroot, env),
    cloud: findCloud(sysroot, dmi),
  };
  return Object.values(virt).some((found) => found !== null) ? virt : null;
}
