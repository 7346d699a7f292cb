import type { Told } from '../../model/machine/running-process.ts';
import { cpusOfVariables, parseEnviron } from '../reported-cpus/variables.ts';

/** No value that sets CPUs is longer. */
const LONGEST = 100;

/** The variables that the JVM, or its launcher, reads options from: the last of these outweighs its arguments, the others don’t. */
const JAVA_VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'];
const ACTIVE_PROCESSORS = '-XX:ActiveProcessorCount';

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
    ...toldByArguments(command ?? [], `/proc/${pid}/cmdline`),
    ...JAVA_VARIABLES.flatMap((name) => toldByOptions(name, env[name], path)),
    ...cpusOfVariables(env).map(({ source }) => ({
      setting: source,
      value: shortened(env[source] ?? ''),
      path,
    })),
  ];
}

/** The JVM goes by the last one. */
function toldByArguments(command: readonly string[], path: string): Told[] {
  const prefix = `${ACTIVE_PROCESSORS}=`;
  const last = command.findLast((word) => word.startsWith(prefix));
  if (last === undefined) return [];
  return [{ setting: ACTIVE_PROCESSORS, value: shortened(last.slice(prefix.length)), path }];
}

/** Options in one text, apart by blanks, perhaps in quotes. */
function toldByOptions(name: string, text: string | undefined, path: string): Told[] {
  const value = [...(text ?? '').matchAll(/(?:^|[\s"'])-XX:ActiveProcessorCount=([^\s"']*)/g)].at(-1)?.[1];
  return value === undefined
    ? []
    : [{ setting: `${name}: ${ACTIVE_PROCESSORS}`, value: shortened(value), path }];
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
