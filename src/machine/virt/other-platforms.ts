import type { NamedBy } from '../../model/machine/virt.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import { lineAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';

const TREE = '/proc/device-tree';

/** ARM, RISC-V and POWER: the device tree has the hypervisor’s name, or what only its guests have. */
export function deviceTreeHypervisor(sysroot: Sysroot): NamedBy | null {
  const path = `${TREE}/hypervisor/compatible`;
  const compatible = trimmed(sysroot.read(path));
  if (compatible !== '') return { name: nameOf(compatible), evidence: path };
  const partition = `${TREE}/ibm,partition-name`;
  // QEMU writes a partition’s name, too, and no mark of a management console (HMC).
  const isPowerVm = sysroot.has(partition) && sysroot.has(`${TREE}/hmc-managed?`);
  return isPowerVm ? { name: 'PowerVM', evidence: partition } : null;
}

function nameOf(compatible: string): string {
  if (/^linux,kvm/.test(compatible)) return 'KVM';
  if (/xen/.test(compatible)) return 'Xen';
  if (/vmware/.test(compatible)) return 'VMware';
  return compatible.split('\0')[0] as string;
}

/** s390: what controls our virtual machine, or else the machine’s own partition. */
export function mainframeHypervisor(sysroot: Sysroot): NamedBy | null {
  const path = '/proc/sysinfo';
  const text = sysroot.read(path);
  if (text === null) return null;
  const program = lineAfter(`\n${text}`, '\nVM00 Control Program:');
  if (program !== null) return { name: /^z\/VM/.test(program) ? 'z/VM' : 'KVM', evidence: path };
  return lineAfter(`\n${text}`, '\nLPAR Number:') === null ? null : { name: 'PR/SM (LPAR)', evidence: path };
}
