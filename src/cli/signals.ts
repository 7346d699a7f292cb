import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type EndingSignal, EXIT_OF_SIGNAL } from './exit-codes.ts';

/** How a run is ended from outside: the first signal asks it to end, a second one doesn't wait. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The signal that came, or null. */
  readonly by: () => EndingSignal | null;
  /** Ends the run for a reason of ours, such as a timeout. */
  stop(reason: string): void;
}

export function listenForSignals(): Interruption {
  const controller = new AbortController();
  let by: EndingSignal | null = null;
  for (const name of Object.keys(EXIT_OF_SIGNAL) as EndingSignal[]) {
    process.on(name, () => {
      if (by !== null) process.exit(EXIT_OF_SIGNAL[by]);
      by = name;
      controller.abort(name);
    });
  }
  return { signal: controller.signal, by: () => by, stop: (reason) => controller.abort(reason) };
}

/**
 * Ends this process after a signal, with the code that shells know it by.
 * After a real hang-up Node 20 aborts when it tries to restore a terminal that is gone (fixed in Node 24 by pull
 * request 58200), so we die of the signal itself then: the shell sees 129 either way.
 */
export function exitAfter(signal: EndingSignal): never {
  if (signal === 'SIGHUP' && terminalIsGone()) {
    process.removeAllListeners('SIGHUP');
    process.kill(process.pid, 'SIGHUP');
  }
  return process.exit(EXIT_OF_SIGNAL[signal]);
}

function terminalIsGone(): boolean {
  return [0, 1, 2].some((fd) => {
    if (isatty(fd)) return false;
    try {
      writeSync(fd, '');
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EIO';
    }
  });
}
