import type { Memory } from '../../model/machine/memory.ts';
import type { Cgroups } from '../limits/cgroups.ts';
import type { Sysroot } from '../sysroot.ts';

export function readMemory(_sysroot: Sysroot, _cgroups: Cgroups): Memory | null {
  return null;
}
