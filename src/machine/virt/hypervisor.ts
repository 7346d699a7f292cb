import type { NamedBy } from '../../model/machine/virt.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Dmi, type DmiRule, dmiPath, matchDmi } from './dmi.ts';
import { deviceTreeHypervisor, mainframeHypervisor } from './other-platforms.ts';
import { findXen } from './xen.ts';

/** Fields and prefixes of systemd’s table; Compute Engine and Azure are known to run on KVM and Hyper-V. */
const VENDORS: readonly DmiRule[] = [
  ...(['product_name', 'sys_vendor', 'board_vendor', 'bios_vendor'] as const).flatMap((field): DmiRule[] => [
    [field, 'KVM', 'KVM'],
    [field, 'OpenStack', 'KVM'],
    [field, 'KubeVirt', 'KVM'],
    [field, 'Google Compute Engine', 'KVM'],
    [field, 'VMware', 'VMware'],
    [field, 'VMW', 'VMware'],
    [field, 'VirtualBox', 'VirtualBox'],
    [field, 'innotek GmbH', 'VirtualBox'],
    [field, 'Xen', 'Xen'],
    [field, 'Bochs', 'Bochs'],
    [field, 'Parallels', 'Parallels'],
    [field, 'BHYVE', 'bhyve'],
    [field, 'Apple Virtualization', 'Apple Virtualization'],
  ]),
  ['product_version', 'Hyper-V', 'Hyper-V'],
];
/** QEMU itself doesn’t say whether KVM helps it: its guest’s clock does. */
const EMULATOR: readonly DmiRule[] = [
  ['product_name', 'QEMU', 'QEMU'],
  ['sys_vendor', 'QEMU', 'QEMU'],
];

/** What the CPUs that we see are made by; the surest evidence first. Null where nothing says. */
export function findHypervisor(sysroot: Sysroot, dmi: Dmi): NamedBy | null {
  return (
    findXen(sysroot) ??
    nitro(dmi) ??
    firecracker(sysroot) ??
    wsl2(sysroot) ??
    matchDmi(dmi, VENDORS) ??
    hyperV(dmi) ??
    kvmClock(sysroot) ??
    matchDmi(dmi, EMULATOR) ??
    deviceTreeHypervisor(sysroot) ??
    mainframeHypervisor(sysroot)
  );
}

/** A bare-metal instance has the same vendor, and `.metal` in its type. */
function nitro(dmi: Dmi): NamedBy | null {
  if (dmi('sys_vendor') !== 'Amazon EC2' || /\.metal\b/.test(dmi('product_name') ?? '')) return null;
  return { name: 'Nitro', evidence: dmiPath('sys_vendor') };
}

/** Firecracker has no DMI; its ACPI tables have its mark (only root may read them). */
function firecracker(sysroot: Sysroot): NamedBy | null {
  const path = '/sys/firmware/acpi/tables/FACP';
  return sysroot.read(path)?.slice(0, 40).includes('FIRECK') ? { name: 'Firecracker', evidence: path } : null;
}

/** WSL 2 runs Microsoft’s kernel in a virtual machine of Hyper-V; WSL 1 has no kernel of its own. */
function wsl2(sysroot: Sysroot): NamedBy | null {
  const path = '/proc/version';
  return /microsoft-standard|WSL2/.test(sysroot.read(path) ?? '')
    ? { name: 'Hyper-V (WSL 2)', evidence: path }
    : null;
}

function hyperV(dmi: Dmi): NamedBy | null {
  const is = dmi('sys_vendor') === 'Microsoft Corporation' && dmi('product_name') === 'Virtual Machine';
  return is ? { name: 'Hyper-V', evidence: dmiPath('product_name') } : null;
}

/** KVM offers its guests a clock of its own (Documentation/virt/kvm/x86/msr.rst). */
function kvmClock(sysroot: Sysroot): NamedBy | null {
  const path = '/sys/devices/system/clocksource/clocksource0/available_clocksource';
  return /\bkvm-clock\b/.test(sysroot.read(path) ?? '') ? { name: 'KVM', evidence: path } : null;
}
