import { readFileSync } from 'node:fs';
import { numberAfter } from '../src/machine/proc/proc-text.ts';
import { descendants } from '../src/machine/proc/threads.ts';
import { Sysroot } from '../src/machine/sysroot.ts';

/** Pss of a process, in bytes: what others have of the same memory is theirs. NaN once it has ended. */
export function pssBytes(pid: number): number {
  try {
    return (numberAfter(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'), '\nPss:') ?? Number.NaN) * 1024;
  } catch {
    return Number.NaN;
  }
}

/** The same of a process and all that it has started. */
export function treePssBytes(pid: number): number {
  return [pid, ...descendants(new Sysroot(), pid)]
    .map(pssBytes)
    .reduce((sum, bytes) => sum + (bytes || 0), 0);
}
