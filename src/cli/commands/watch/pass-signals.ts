import { constants } from 'node:os';
import type { RunningCommand } from '../../../run/watch/command/command.ts';
import { EXIT_OF_SIGNAL } from '../../exit-codes.ts';
import type { TerminalGuard } from './guard.ts';

/** A terminal sends these to all of its foreground programs, so the command may have got them already. */
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGHUP'];
const OTHERS: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGUSR1', 'SIGUSR2'];

/**
 * Signals to us go to the command, which does with them as it likes; we end when it has ended. A second one that was meant
 * for us alone and would end a program ends both at once.
 * @param kill ends the command and all that it started
 */
export function passSignals(
  command: RunningCommand,
  guard: TerminalGuard | null,
  kill: (signal: NodeJS.Signals) => void,
): void {
  const passed = new Set<NodeJS.Signals>();
  const pass = (signal: NodeJS.Signals) => {
    if (passed.has(signal) && signal in EXIT_OF_SIGNAL) return kill(signal);
    passed.add(signal);
    command.send(signal);
  };
  for (const signal of OTHERS) process.on(signal, () => pass(signal));
  for (const signal of FROM_TERMINAL) {
    process.on(signal, async () => {
      if ((await guard?.sawToo(signal)) !== true) pass(signal);
    });
  }
}

/** Ctrl-Z stops us as it stops every other program of the terminal, which gets its rows back first. */
export function pauseOnStop(pause: () => void): void {
  process.on('SIGTSTP', () => {
    pause();
    process.kill(process.pid, 'SIGSTOP');
  });
}

/** What a shell makes of a command's end: its exit code, or 128 + the number of the signal that ended it. */
export function exitCodeOf({ code, signal }: { code: number | null; signal: string | null }): number {
  return code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
}
