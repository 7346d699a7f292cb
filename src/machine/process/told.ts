import type { Told } from '../../model/machine/running-process.ts';
import {
  ACTIVE_PROCESSORS,
  countsIn,
  type OptionSources,
  optionsIn,
} from '../reported-cpus/rules/jvm-options.ts';
import { cpusOfVariables, parseEnviron } from '../reported-cpus/variables.ts';

/** No value that sets CPUs is longer. */
const LONGEST = 100;

/**
 * What sets a program’s CPUs in its arguments and in the environment that it was started with; of the environment nothing
 * else is looked at. Null where neither can be read.
 */
export function toldIn(
  pid: number,
  command: readonly string[] | null,
  environ: string | null,
): readonly Told[] | null {
  if (command === null && environ === null) return null;
  const env = parseEnviron(environ);
  const path = `/proc/${pid}/environ`;
  return [
    ...toldToJvm(pid, { env, command: command ?? [] }),
    ...cpusOfVariables(env).map(({ source }) => ({
      setting: source,
      value: shortened(env[source] ?? ''),
      path,
    })),
  ];
}

/** The last one of each place: the JVM goes by the last of all. */
function toldToJvm(pid: number, sources: OptionSources): Told[] {
  const last = new Map(countsIn(optionsIn(sources)).map(({ name, value }) => [name, value]));
  return [...last].map(([name, value]) => ({
    setting: name === null ? ACTIVE_PROCESSORS : `${name}: ${ACTIVE_PROCESSORS}`,
    value: shortened(value),
    path: `/proc/${pid}/${name === null ? 'cmdline' : 'environ'}`,
  }));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
