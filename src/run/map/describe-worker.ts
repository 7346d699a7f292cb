import type { WorkerExit } from '../../engine/engine.ts';
import type { MapSlot } from './map-slot.ts';

/** A worker as people find it again: its name, and what the kernel calls it. */
export function whoIs({ name, pid, tid }: Pick<MapSlot, 'name' | 'pid' | 'tid'>): string {
  if (pid === null) return name;
  return `${name}, PID ${pid}${tid === null || tid === pid ? '' : `, TID ${tid}`}`;
}

/** That a worker ended unasked, and what becomes of its units. */
export function replacement(slot: MapSlot, { code, signal, error }: WorkerExit): string {
  const [name, ...identity] = whoIs(slot).split(', ');
  const who = identity.length === 0 ? name : `${name} (${identity.join(', ')})`;
  const what =
    signal !== null
      ? `was killed by ${signal}`
      : error === null
        ? `exited with code ${code}`
        : `ended: ${error.message}`;
  return `${who} ${what}; what it had not answered is done again`;
}
