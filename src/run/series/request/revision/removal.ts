import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** A working tree that is to be removed. */
export interface TemporaryTree {
  /** The folder made for it, which has nothing else. */
  readonly parent: string;
  /** Its own folder in that. */
  readonly folder: string;
  /** The folder that git keeps its record of it in, among those of others. */
  readonly records: string;
}

/** A process that was just ended may still write. */
const PATIENT = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 } as const;

/**
 * Removes it, and git's record of it: a folder there that names its `.git`
 * (https://git-scm.com/docs/gitrepository-layout).
 */
export function remove({ parent, folder, records }: TemporaryTree): void {
  quietly(() => rmSync(parent, PATIENT));
  for (const name of foldersIn(records)) {
    const record = join(records, name);
    quietly(() => {
      const place = readFileSync(join(record, 'gitdir'), 'utf8').trim();
      if (place === join(folder, '.git')) rmSync(record, PATIENT);
    });
  }
  // As git does with the last one. It refuses where there are others.
  quietly(() => rmdirSync(records));
}

/** The same in a shell, once its input ends; its last line is the group of the git that still writes, or empty. */
const WHEN_KILLED = `
group=
while read -r line; do group=$line; done
[ -n "$group" ] && kill -s KILL -- "-$group"
for try in 1 2 3 4 5; do
  rm -rf "$1" && [ ! -e "$1" ] && break
  sleep 0.2
done
for place in "$3"/*/gitdir; do
  grep -qxF "$2/.git" "$place" && rm -rf "\${place%/gitdir}"
done
rmdir "$3"`;

/** What removes a working tree where this process can't. */
export interface Remover {
  /** What writes there now: the leader of its process group; null where nothing does. */
  writes(process: ChildProcess | null): void;
  end(): void;
}

/** Starts a process that removes it where this one is killed: SIGKILL leaves no time, but the kernel closes a pipe. */
export function removeWhenKilled({ parent, folder, records }: TemporaryTree): Remover {
  // In a session of its own: what ends this process from its terminal is not to end that one as well.
  const child = spawn('/bin/sh', ['-c', WHEN_KILLED, 'sh', parent, folder, records], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without it nothing is lost but that.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as Partial<Socket>).unref?.();
  return {
    writes: (process) => void child.stdin.write(`${process?.pid ?? ''}\n`),
    end: () => void child.kill('SIGKILL'),
  };
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Who ends can't be told of what is left. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
