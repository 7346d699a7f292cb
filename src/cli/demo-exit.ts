import { formatNs } from '../base/units.ts';
import type { Exit, ScenarioResult } from '../model/report.ts';
import { EXIT, EXIT_OF_SIGNAL } from './exit-codes.ts';
import type { Interruption } from './signals.ts';

/** What a run's results mean to a script. */
export function demoExit(
  results: readonly ScenarioResult[],
  interruption: Interruption,
  timeoutMs: number | null,
): Exit {
  const signal = interruption.by();
  if (signal !== null) return { code: EXIT_OF_SIGNAL[signal], reason: `stopped by ${signal}` };
  if (interruption.signal.aborted) {
    return timeoutMs === null
      ? { code: EXIT.outputClosed, reason: String(interruption.signal.reason) }
      : { code: EXIT.timedOut, reason: `--timeout: ${formatNs(timeoutMs * 1e6)} were over` };
  }
  const failed = results.filter((result) => result.outcome === 'fails');
  if (failed.length > 0) {
    const because = failed.flatMap(({ name, because }) => because.map((reason) => `${name}: ${reason}`));
    return { code: EXIT.fails, reason: because.join('; ') };
  }
  const open = results
    .filter((result) => result.outcome !== 'holds')
    .map(({ name, outcome }) => `${name} is ${outcome}`);
  return { code: EXIT.ok, reason: open.length === 0 ? 'every experiment holds' : open.join('; ') };
}
