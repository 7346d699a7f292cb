import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { statField, statState } from '../../machine/proc/proc-text.ts';

/** Who holds a lock: a process, by what nothing else on any machine shares with it. Null where the kernel doesn’t tell. */
export interface Holder {
  readonly pid: number;
  /** When it began: field 22 of its stat. */
  readonly startTicks: number | null;
  /** This run of the machine’s kernel. */
  readonly bootId: string | null;
  /** The PID’s namespace: elsewhere it is another process’s, or nobody’s. */
  readonly pidNamespace: string | null;
  readonly host: string;
}

/** This process. */
export function ownHolder(): Holder {
  return {
    pid: process.pid,
    startTicks: startTicksOf('self'),
    bootId: orNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()),
    pidNamespace: orNull(() => readlinkSync('/proc/self/ns/pid')),
    host: hostname(),
  };
}

/** Whether it still runs; null where that can’t be seen from here: it is in another container, or on another machine. */
export function isRunning(
  holder: Holder,
  own: Holder = ownHolder(),
  startTicks: (pid: number) => number | null = startTicksOf,
): boolean | null {
  const isOtherBoot = holder.bootId !== own.bootId;
  // The machine has been started again since.
  if (isOtherBoot && holder.host === own.host) return false;
  if (isOtherBoot || holder.pidNamespace !== own.pidNamespace) return null;
  return startTicks(holder.pid) === holder.startTicks;
}

/** Null where it is over: a zombie is. */
function startTicksOf(pid: number | 'self'): number | null {
  const stat = orNull(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return stat === null || /[ZX]/.test(statState(stat)) ? null : statField(stat, 22);
}

function orNull<Found>(read: () => Found): Found | null {
  try {
    return read();
  } catch {
    return null;
  }
}
