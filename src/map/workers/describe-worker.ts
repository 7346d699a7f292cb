import { kernelIdentity } from '../../base/kernel-identity.ts';
import type { WorkerExit } from '../../engine/engine.ts';
import type { MapSlot } from './slot.ts';

/** A worker as people find it again: its name, and what the kernel calls it. */
export function whoIs(slot: MapSlot): string {
  const identity = kernelIdentity(slot);
  return identity === null ? slot.name : `${slot.name}, ${identity}`;
}

/** That a worker ended unasked, and what becomes of its units. */
export function replacement(slot: MapSlot, { code, signal, error }: WorkerExit): string {
  const identity = kernelIdentity(slot);
  const who = identity === null ? slot.name : `${slot.name} (${identity})`;
  const what =
    signal !== null
      ? `was killed by ${signal}`
      : error === null
        ? `exited with code ${code}`
        : `ended: ${error.message}`;
  return `${who} ${what}; its unfinished units run again`;
}
