import { readFileSync, readlinkSync } from 'node:fs';
import { descendants } from '../../src/machine/proc/threads.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { CONCUR } from '../harness/concur.ts';
import { MAP } from './subjects.ts';

// The processes that a fault can be injected into, as the kernel says.

const WORKER = /\/(fork|map-fork)\.cjs|command\.mjs|\/engine\/python/;

/** Whether this process is a subject by now, and not the shell any more that became it. */
export function isSubject(pid: number): boolean {
  const [, program] = fileOf(pid, 'cmdline').split('\0');
  if (program !== CONCUR && program !== MAP) return false;
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith('/node');
  } catch {
    return false;
  }
}

/** The processes that do a parent's work, oldest first. None where its threads do it. */
export function workersOf(parent: number): number[] {
  const all = descendants(new Sysroot(), parent).filter((pid) => WORKER.test(fileOf(pid, 'cmdline')));
  // A watched command has children of its own, and those do the work.
  const leaves = all.filter((pid) => descendants(new Sysroot(), pid).length === 0);
  return leaves.sort((a, b) => a - b);
}

function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
