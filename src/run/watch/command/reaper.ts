import { closeSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openNameless } from '../../../base/files/new-file.ts';
import type { HandedIn } from '../../../machine/own/handed-in.ts';
import { statField } from '../../../machine/proc/proc-text.ts';
import type { Sysroot } from '../../../machine/sysroot.ts';
import { spawnHelper } from './streams.ts';

/**
 * Waits until we are gone, and then kills whatever is left of the processes in the list and what they have started: each is
 * stopped first, so that it can't start more. The time at which a process started (proc_pid_stat(5), field 22) tells it from a
 * later one with its number. Without a list, we were gone before we knew the command's PID. It then has all in common with the
 * reaper that we gave both: the parent to whom they were handed on, the group, the session and the environment; and it is
 * younger, by its time and by its number. Nothing is killed that lacks one of these. Who lost its parent since the list was written
 * is told by the mark in its environment; one with a session of its own means to outlive us.
 */
const SCRIPT = `
trap '' INT QUIT HUP TERM TSTP
us=$1 mark=$2
# No program of the current folder, whatever PATH says.
path=/bin
set -f
IFS=:
for folder in $PATH; do
  case $folder in /*) path=$path:$folder ;; esac
done
unset IFS
set +f
PATH=$path
while read -r line; do :; done
end() {
  kill -STOP "$1"
  for child in $(cat "/proc/$1/task/$1/children"); do end "$child"; done
  kill -KILL "$1"
}
# A name may hold line breaks and brackets: what comes after the last one are the fields from the third on.
fields() {
  stat=; while read -r line; do stat="$stat$line "; done <"/proc/$1/stat" && echo "\${stat##*) }"
}
list() {
  # Our end closes the pipe first, and hands our children on later.
  until set -- $(fields $$) && [ "$2" != "$us" ]; do :; done
  place="$2 $3 $4" start=\${20} environment=$(cat "/proc/$$/environ")
  for each in /proc/[0-9]*; do
    pid=\${each#/proc/}
    [ "$pid" -gt $$ ] || continue
    set -- $(fields "$pid")
    [ "$2 $3 $4" = "$place" ] && [ "\${20}" -ge "$start" ] || continue
    [ "$(cat "/proc/$pid/environ")" = "$environment" ] && echo "$pid:\${20}"
  done
}
left() {
  set -- $(fields $$)
  session=$4
  for each in /proc/[0-9]*; do
    pid=\${each#/proc/}
    [ "$pid" -gt $$ ] || continue
    case $(cat "/proc/$pid/environ") in *"$mark"*) ;; *) continue ;; esac
    set -- $(fields "$pid")
    [ "$4" = "$session" ] && end "$pid"
  done
}
{ read -r list <&3 || list=$(list)
  for each in $list; do
    pid=\${each%:*}
    set -- $(fields "$pid")
    [ $# -ge 20 ] && [ "\${20}" = "\${each#*:}" ] && end "$pid"
  done
  [ "$list" = '' ] || [ "$mark" = '' ] || left
} 2>/dev/null`;

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
  const args = ['-c', SCRIPT, 'concur-reaper', `${process.pid}`, mark];
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
