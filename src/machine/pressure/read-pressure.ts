import type { Pressure } from '../../model/machine/pressure.ts';
import type { Cgroups } from '../limits/cgroups.ts';
import type { Sysroot } from '../sysroot.ts';

export function readPressure(_sysroot: Sysroot, _cgroups: Cgroups): Pressure | null {
  return null;
}
