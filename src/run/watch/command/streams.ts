import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { maxOf } from '../../../base/extremes.ts';
import type { HandedIn } from '../../../machine/own/handed-in.ts';

type Stream = 'inherit' | 'pipe' | 'ignore' | number;

/** Starts a program that has our streams, and every descriptor that was handed to us. */
export function spawnHeir(
  file: string,
  args: readonly string[],
  handedIn: readonly HandedIn[],
): ChildProcess {
  const kept = handedIn.filter(({ closesOnExec, isReplaceable }) => closesOnExec && isReplaceable);
  const stdio = streams(['inherit', 'inherit', 'inherit'], new Map(kept.map(({ fd }) => [fd, fd])));
  return spawn(file, args, { stdio });
}

/**
 * Starts a shell of our own that has none of what was handed to us: whoever reads the other end of a pipe waits for the end of
 * all that have it. It keeps nobody waiting: neither us, when it lives on, nor an error, when it can’t be started.
 */
export function spawnHelper(
  sh: string,
  args: readonly string[],
  stdio: readonly Stream[],
  handedIn: readonly HandedIn[],
): ChildProcess {
  const inherited = handedIn.filter(({ closesOnExec, isReplaceable }) => !closesOnExec && isReplaceable);
  const nothing = openSync(devNull, 'r+');
  try {
    const shell = spawn(sh, args, {
      stdio: streams(stdio, new Map(inherited.map(({ fd }) => [fd, nothing]))),
    });
    shell.on('error', () => {});
    shell.stdin?.on('error', () => {});
    shell.unref();
    return shell;
  } finally {
    closeSync(nothing);
  }
}

/** @param others by their numbers; what Node calls `ignore` beyond the standard streams is left as it is */
function streams(first: readonly Stream[], others: ReadonlyMap<number, number>): SpawnOptions['stdio'] {
  const length = maxOf(others.keys(), first.length - 1) + 1;
  return Array.from({ length }, (_, fd) => first[fd] ?? others.get(fd) ?? 'ignore');
}
