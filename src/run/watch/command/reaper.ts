import { closeSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openNameless } from '../../../base/files/new-file.ts';
import type { HandedIn } from '../../../machine/own/handed-in.ts';
import { statField } from '../../../machine/proc/proc-text.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import { REAPER_SCRIPT } from './reaper-script.ts';
import { spawnHelper } from './streams.ts';

/** A small shell that outlives us. */
export interface Reaper {
  /** Who has to go when we are killed. To be called as often as one likes. */
  follow(pids: readonly number[]): void;
  /** Lets all of them live. */
  close(): void;
}

/**
 * The kernel can end or stop a command when we are killed, but not what the command has started: that is what this is for.
 * @param mark what only the environment of the command's descendants has
 * @returns null where there is no shell, or no room for the list
 */
export function startReaper(
  sh: string | null,
  sysroot: Sysroot,
  handedIn: readonly HandedIn[],
  mark = '',
): Reaper | null {
  const list = sh === null ? null : openList();
  if (sh === null || list === null) return null;
  const args = ['-c', REAPER_SCRIPT, 'concur-reaper', `${process.pid}`, mark];
  const shell = spawnHelper(sh, args, ['pipe', 'ignore', 'ignore', list], handedIn);
  if (shell.pid === undefined) return null;
  let known = new Map<number, string>();
  const write = (entries: readonly string[]) => {
    try {
      writeSync(list, `${entries.join(' ')}\n`, 0);
    } catch {
      // The disk is full: the kernel still ends the command itself.
    }
  };
  return {
    follow(pids) {
      if (pids.length === known.size && pids.every((pid) => known.has(pid))) return;
      known = new Map(pids.map((pid) => [pid, known.get(pid) ?? startOf(pid, sysroot)]));
      write([...known].map(([pid, start]) => `${pid}:${start}`));
    },
    close() {
      write([]);
      closeSync(list);
      shell.stdin?.end();
    },
  };
}

function openList(): number | null {
  try {
    return openNameless(tmpdir());
  } catch {
    return null;
  }
}

function startOf(pid: number, sysroot: Sysroot): string {
  return `${statField(sysroot.read(`/proc/${pid}/stat`) ?? '', 22) ?? ''}`;
}
