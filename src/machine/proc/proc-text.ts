import type { KernelClocks } from '../../model/trial/evidence.ts';
import { listOrNull } from '../cpus/cpu-sets.ts';

// Parsers of what /proc says of a thread: text in, numbers out. See proc_pid_stat(5), proc_pid_status(5) and the
// kernel's Documentation/scheduler/sched-stats.rst.

/** Running time and run-queue delay in ns: the first two numbers of schedstat. */
export function parseSchedstat(text: string): Pick<KernelClocks, 'runNs' | 'runDelayNs'> {
  const match = /^(\d+) (\d+)/.exec(text);
  return match === null
    ? { runNs: null, runDelayNs: null }
    : { runNs: Number(match[1]), runDelayNs: Number(match[2]) };
}

/** A number in a field of stat, counted from 1 as the manual does; 3 is the first after the name. */
export function statField(text: string, field: number): number | null {
  return statFields(text, [field])[0] ?? null;
}

/** Several of them: taking the text apart costs more than reading it does. */
export function statFields(text: string, fields: readonly number[]): (number | null)[] {
  // The name may hold spaces and parentheses, so fields are counted from its last one.
  const rest = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields.map((field) => finite(Number.parseInt(rest[field - 3] ?? '', 10)));
}

/** The state letter of stat: R running, S sleeping, T stopped, … */
export function statState(text: string): string {
  return text.slice(text.lastIndexOf(')') + 2)[0] ?? '';
}

/** A thread's switches and mask from its status. */
export function parseStatus(
  text: string,
): Pick<KernelClocks, 'voluntarySwitches' | 'involuntarySwitches' | 'allowedCpus'> {
  return {
    voluntarySwitches: numberAfter(text, '\nvoluntary_ctxt_switches:'),
    involuntarySwitches: numberAfter(text, '\nnonvoluntary_ctxt_switches:'),
    allowedCpus: cpusAfter(text, '\nCpus_allowed_list:'),
  };
}

/** The name in comm, whole: it may hold spaces and line breaks, and only the last of those is the kernel's. */
export function nameIn(comm: string): string {
  return comm.replace(/\n$/, '');
}

/** A name as status has it; null where it is escaped there, and only comm has it whole. */
export function plainNameIn(status: string): string | null {
  const name = /^Name:\t([^\\\n]*)\n/.exec(status);
  return name?.[1] ?? null;
}

/** The arguments in cmdline: each ends with a NUL (proc_pid_cmdline(5)); a program that renamed itself may have left it out. */
export function argumentsIn(cmdline: string | null): string[] | null {
  if (cmdline === null) return null;
  const text = cmdline.replace(/\0$/, '');
  return text === '' ? [] : text.split('\0');
}

/** The lines of a file that hold something. */
export function linesOf(text: string | null): string[] {
  return (text ?? '').split('\n').filter((line) => line !== '');
}

/** The text between `label` and the end of its line, trimmed, or null. */
export function lineAfter(text: string, label: string): string | null {
  const start = text.indexOf(label);
  if (start < 0) return null;
  const end = text.indexOf('\n', start + label.length);
  return text.slice(start + label.length, end < 0 ? undefined : end).trim();
}

/** The whole number after a label such as `\nMemAvailable:`, or null. */
export function numberAfter(text: string, label: string): number | null {
  const line = lineAfter(text, label);
  return line === null ? null : finite(Number.parseInt(line, 10));
}

/** The same for what is counted: null where the kernel can’t have written it, as a number below 0. */
export function countAfter(text: string, label: string): number | null {
  const count = /^\d{1,15}\b/.exec(lineAfter(text, label) ?? '')?.[0];
  return count === undefined ? null : Number(count);
}

function cpusAfter(text: string, label: string): number[] | null {
  return listOrNull(lineAfter(text, label));
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
