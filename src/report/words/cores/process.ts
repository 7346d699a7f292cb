import { printableLine } from '../../../base/text/printable.ts';
import { listOf } from '../../../base/units.ts';
import type { Namespace, RunningProcess, Told } from '../../../model/machine/running-process.ts';

/** A terminal's line or two: whoever needs all of a command line has it in the document. */
const LONGEST_COMMAND = 160;

/** `Process 1234 (java)`. */
export function processName({ pid, name }: RunningProcess): string {
  return `Process ${pid}${name === '' ? '' : ` (${printableLine(name)})`}`;
}

/** `java -jar web.jar`: its arguments as it was started with them. */
export function commandWords({ command }: RunningProcess): string {
  if (command === null) return 'its command line can’t be read';
  if (command.length === 0) return 'it has no command line';
  const line = printableLine(command.join(' '));
  return line.length > LONGEST_COMMAND ? `${line.slice(0, LONGEST_COMMAND)}…` : line;
}

/** `policy of most of its memory: bind:0; allowed nodes: 0-1`. */
export function numaWords({ numaPolicy, allowedNodes }: RunningProcess): string {
  const policy = numaPolicy === null ? 'policy unknown' : `policy of most of its memory: ${numaPolicy}`;
  return `${policy}; allowed nodes: ${allowedNodes ?? 'unknown'}`;
}

/** `of its own: mnt, pid; shared with concur: net, user`. */
export function namespaceWords({ namespaces }: RunningProcess): string {
  const groups = [
    ['of its own', namespaces.filter(({ isOurs }) => isOurs === false)],
    ['shared with concur', namespaces.filter(({ isOurs }) => isOurs === true)],
    ['can’t be compared', namespaces.filter(({ isOurs }) => isOurs === null)],
  ] as const;
  const words = groups.flatMap(([title, some]) => (some.length === 0 ? [] : [`${title}: ${namesOf(some)}`]));
  return words.length === 0 ? 'unknown' : words.join('; ');
}

function namesOf(namespaces: readonly Namespace[]): string {
  return listOf(namespaces.map(({ type }) => type));
}

/** `GOMAXPROCS=2 (/proc/77/environ)`, one for each setting. */
export function toldWords({ told, unread }: RunningProcess): readonly string[] {
  if (told === null) return ['unknown: neither its environment nor its arguments can be read'];
  if (told.length > 0) return told.map(settingWords);
  const isWhole = !unread.some((one) => /\/(environ|cmdline):/.test(one));
  return [
    isWhole
      ? 'nothing sets its CPUs in its environment or arguments'
      : 'nothing that can be read; its environment or arguments may still change the numbers below',
  ];
}

function settingWords({ setting, value, path }: Told): string {
  return `${setting}=${printableLine(value)} (${path})`;
}
