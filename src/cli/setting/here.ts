import { readMachine, readMachineAndWarnings } from '../../machine/read-machine.ts';
import { Sysroot } from '../../machine/sysroot.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Notice } from '../../model/notice.ts';

/** The machine that we stand on. */
export interface Here {
  readonly sysroot: Sysroot;
  readonly machine: Machine;
  readonly warnings: readonly Notice[];
}

export async function readHere(): Promise<Here> {
  const sysroot = new Sysroot();
  return { sysroot, ...(await readMachineAndWarnings(sysroot, process.env.PATH)) };
}

/** The machine as a document shows it that was made without one: null where it can’t be read. */
export function machineOrNull(): Promise<Machine | null> {
  return readMachine(new Sysroot(), process.env.PATH).catch(() => null);
}
