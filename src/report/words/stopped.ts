import { countOf, formatNs, formatRatio } from '../../base/units.ts';
import type { StoppedCause, StoppedThreads } from '../../model/cause.ts';
import type { StoppedReason } from '../../run/watch/stopped.ts';

/** That a program stood still because it was stopped, as the verdict’s reason. */
export function stoppedWords({ who, durationNs, r }: StoppedReason): string {
  const be = who.threads === 1 || who.processes === 1 ? 'was' : 'were';
  const time = `${formatNs(who.longestNs)} of ${formatNs(durationNs)}`;
  return `${whoWords(who)} ${be} stopped for ${time}, ${stopperText(who)} (busy ${formatRatio(r)} cores)`;
}

/** The same as one cause of several. */
export function stoppedText({ who }: StoppedCause): string {
  if (who === undefined) return 'stopped: by SIGSTOP, Ctrl-Z or a debugger';
  const whom = isAll(who) && who.ofProcesses === 1 ? '' : `${whoWords(who)} `;
  return `stopped: ${whom}for ${formatNs(who.longestNs)}, ${stopperText(who)}`;
}

/** `it`, `all 2 processes`, `1 of 3 processes`. */
function whoWords(who: StoppedThreads): string {
  const { threads, ofThreads, processes, ofProcesses } = who;
  if (ofProcesses > 1)
    return isAll(who) ? `all ${ofProcesses} processes` : `${processes} of ${countOf(ofProcesses, 'process')}`;
  return isAll(who) ? 'it' : `${threads} of ${countOf(ofThreads, 'thread')}`;
}

function isAll({ threads, ofThreads }: StoppedThreads): boolean {
  return threads === ofThreads;
}

/** `by SIGSTOP, Ctrl-Z or the like`. */
export function stopperText({ byTracer }: StoppedThreads): string {
  return byTracer ? 'by a tracer (a debugger, strace)' : 'by SIGSTOP, Ctrl-Z or the like';
}
