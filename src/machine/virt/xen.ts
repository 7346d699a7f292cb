import type { NamedBy } from '../../model/machine/virt.ts';
import { trimmed } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';

const TYPE = '/sys/hypervisor/type';

/** Xen, with the kind of guest (PV, HVM, PVH) where the kernel says so (Documentation/ABI/stable/sysfs-hypervisor-xen). */
export function findXen(sysroot: Sysroot): NamedBy | null {
  const isXen = trimmed(sysroot.read(TYPE)) === 'xen';
  if (!isXen && !sysroot.has('/proc/xen')) return null;
  const kind = kindOf(sysroot);
  return { name: kind === null ? 'Xen' : `Xen (${kind})`, evidence: isXen ? TYPE : '/proc/xen' };
}

/** The domain that controls the others sees all hardware, but runs on Xen’s virtual CPUs as they do. */
function kindOf(sysroot: Sysroot): string | null {
  if ((sysroot.read('/proc/xen/capabilities') ?? '').includes('control_d')) return 'dom0';
  return trimmed(sysroot.read('/sys/hypervisor/guest_type')) || null;
}
