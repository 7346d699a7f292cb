import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { descendants } from '../../src/machine/process-tree.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { CONCUR, MARK } from '../harness/concur.ts';
import { MAP } from './subjects.ts';

// Who there is to be struck, as the kernel says.

const WORKER = /\/(fork|map-fork)\.cjs|command\.mjs/;

/** The process of the subject itself, once it is there. */
export async function parentOf(mark: string): Promise<number> {
  for (;;) {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (isParent(pid) && fileOf(pid, 'environ').includes(`${MARK}=${mark}`)) return Number(pid);
    }
    await delay(5);
  }
}

/** The processes that do a parent's work, oldest first. None where its threads do it. */
export function workersOf(parent: number): number[] {
  const all = descendants(new Sysroot(), parent).filter((pid) => WORKER.test(fileOf(`${pid}`, 'cmdline')));
  // A watched command has children of its own, and those do the work.
  const leaves = all.filter((pid) => descendants(new Sysroot(), pid).length === 0);
  return leaves.sort((a, b) => a - b);
}

function isParent(pid: string): boolean {
  const [, program] = fileOf(pid, 'cmdline').split('\0');
  if (program !== CONCUR && program !== MAP) return false;
  try {
    return readlinkSync(`/proc/${pid}/exe`).endsWith('/node');
  } catch {
    return false;
  }
}

function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
