import { isatty } from 'node:tty';
import type { HandedIn } from '../../../machine/own/handed-in.ts';
import { spawnHelper } from '../../../run/watch/command/streams.ts';

/**
 * Says which signals it gets, and prints the last line that it was told once we are gone. It is in our process group, so
 * it gets what the terminal sends to all of the group (Ctrl-C), but not what is sent to us alone. Nothing else tells them apart.
 */
const SCRIPT = `
for name in INT QUIT HUP; do trap "hit=$name; echo $name" "$name"; done
trap '' TERM TSTP PIPE
undo=
while hit=; do
  # A signal ends it, too, and not every shell tells that by its status.
  if read -r line; then undo=$line
  elif [ -z "$hit" ]; then break
  fi
done
printf %b "$undo" >/dev/tty`;

/** How long (ms) the guard may take to say that it got a signal, too. */
const LONGEST_MS = 100;

/** A small shell that stands beside us on the terminal. */
export interface TerminalGuard {
  /** Whether the terminal sent this signal to the whole group just now. */
  sawToo(signal: NodeJS.Signals): Promise<boolean>;
  /** What is to be written to the terminal if we are killed. */
  undoWith(sequence: string): void;
  close(): void;
}

/** Null where there is no terminal to stand on, or no shell. */
export function startGuard(sh: string | null, handedIn: readonly HandedIn[] = []): TerminalGuard | null {
  if (sh === null || ![0, 1, 2].some((fd) => isatty(fd))) return null;
  const shell = spawnHelper(sh, ['-c', SCRIPT], ['pipe', 'pipe', 'ignore'], handedIn);
  const seen = new Map<string, number>();
  shell.stdout?.setEncoding('utf8').on('data', (text: string) => {
    for (const name of text.trim().split('\n')) seen.set(`SIG${name}`, performance.now());
  });
  return {
    async sawToo(signal) {
      const sinceMs = performance.now() - LONGEST_MS;
      const deadlineMs = performance.now() + LONGEST_MS;
      while (performance.now() < deadlineMs) {
        if ((seen.get(signal) ?? 0) > sinceMs) return true;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return false;
    },
    undoWith: (sequence) => void shell.stdin?.write(`${escaped(sequence)}\n`),
    close: () => shell.stdin?.end('\n'),
  };
}

/** As printf %b reads it, in plain characters: control characters would not survive `read`. */
function escaped(sequence: string): string {
  return [...Buffer.from(sequence)].map((byte) => `\\0${byte.toString(8).padStart(3, '0')}`).join('');
}
