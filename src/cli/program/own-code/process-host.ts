import { ConcurError } from '../../../base/errors/errors.ts';
import { type ErrorReport, errorReport } from '../../error-report.ts';
import { ownWords } from '../../own-words.ts';
import type { Interruption } from '../signals.ts';
import type { OwnCodeHost } from './host.ts';
import { keepProcess } from './keep-process.ts';

/** Meanwhile a signal ends this process at once, and a watchdog does when the timeout is over: nobody else could hear them. */
export function ownCodeHost(interruption: Interruption): OwnCodeHost {
  let watch: ((afterMs: number) => () => void) | null = null;
  return {
    async prepare() {
      keepProcess();
      const { timeLimit } = interruption;
      if (timeLimit === null || watch !== null) return;
      const end = await endOf(timeLimit.reason);
      const { startWatchdog } = await import('./watchdog.ts');
      watch = (afterMs) => startWatchdog(afterMs, end);
    },
    begin() {
      const isListening = interruption.pause();
      const leftMs = (interruption.timeLimit?.atMs ?? 0) - performance.now();
      const callOff = watch?.(Math.max(0, leftMs));
      return () => {
        callOff?.();
        if (isListening) interruption.listen();
      };
    },
    beginChild() {
      const { timeLimit } = interruption;
      const isListening = interruption.pause();
      return {
        leftMs: timeLimit === null ? Number.POSITIVE_INFINITY : timeLimit.atMs - performance.now(),
        timedOut: () => timedOut(timeLimit?.reason ?? ''),
        done() {
          if (isListening) interruption.listen();
        },
      };
    },
  };
}

function timedOut(reason: string): ConcurError {
  return new ConcurError('TIMED_OUT', `${reason} while code of the experiment ran`, {
    hint: 'Check that its top level, plan() and judge() return. Use a longer --timeout.',
  });
}

function endOf(reason: string): Promise<ErrorReport> {
  const error = timedOut(reason);
  return errorReport(error, ownWords(process.argv.slice(2)));
}
