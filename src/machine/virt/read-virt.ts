import type { Virt } from '../../model/machine/virt.ts';
import type { Sysroot } from '../sysroot.ts';

/** What files say of it. */
export function readVirt(_sysroot: Sysroot, _env: Readonly<Record<string, string | undefined>>): Virt | null {
  return null;
}
