import type { ChildProcess } from 'node:child_process';
import { readLines } from './lines.ts';

/** What a process prints. */
export interface ChildOutput {
  /** Resolves when all of it is read. */
  readonly read: Promise<unknown>;
  /** The lines on stderr that were held back. */
  held(): readonly string[];
  /** Passes on what was held back, and from now on everything at once. */
  release(): void;
  /** Passes on what was held back, and nothing that comes later. */
  close(): void;
}

/** Reads what a process prints; its stderr is held back at first, because there a wrapper that says no explains itself. */
export function readOutput(
  child: ChildProcess,
  onLine: (stream: 'stdout' | 'stderr', line: string) => void,
): ChildOutput {
  const held: string[] = [];
  let isHolding = true;
  let isClosed = false;
  const release = () => {
    isHolding = false;
    for (const line of held.splice(0)) onLine('stderr', line);
  };
  return {
    read: Promise.all([
      readLines(child.stdout, (line) => {
        if (!isClosed) onLine('stdout', line);
      }),
      readLines(child.stderr, (line) => {
        if (isHolding) held.push(line);
        else if (!isClosed) onLine('stderr', line);
      }),
    ]),
    held: () => held,
    release,
    close() {
      release();
      isClosed = true;
    },
  };
}
