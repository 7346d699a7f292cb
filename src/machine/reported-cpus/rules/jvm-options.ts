import type { Found, RuleInputs } from './rule.ts';

/** The variables that have options for the JVM before its arguments, and after them: the later ones win. */
const BEFORE = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS'];
const AFTER = ['_JAVA_OPTIONS'];
/** What names the program: the words after it are the program’s. */
const PROGRAM = ['-jar', '-m', '--module'];

/** Where options for the JVM come from. */
export type OptionSources = Pick<RuleInputs, 'env' | 'command'>;

/** What the limits leave, unless an option says otherwise. */
export function withOptions(inputs: RuleInputs, byLimits: () => number | null): Found {
  const options = optionsIn(inputs);
  const counts = countsIn(options);
  const numbers = counts.map(({ value }) => numberOf(value));
  if (numbers.includes(null))
    return { cpus: null, note: '; -XX:ActiveProcessorCount is no number: no JVM starts' };
  const count = numbers.at(-1) ?? 0;
  if (count > 0) return { cpus: count, note: `; ${counts.at(-1)?.name ?? 'its command line'} overrides` };
  if (isOn(options, 'UseContainerSupport') === false)
    return { cpus: inputs.allowed, note: '; UseContainerSupport is off' };
  return { cpus: byLimits(), note: '' };
}

interface Option {
  /** The variable that has it; null for an argument. */
  readonly name: string | null;
  readonly option: string;
}

/** All options that are known, in the order in which the JVM takes them. A quote only keeps blanks together. */
export function optionsIn({ env, command }: OptionSources): Option[] {
  const inVariable = (name: string) =>
    (env[name] ?? '').split(/\s+/).map((word) => ({ name, option: word.replaceAll(/["']/g, '') }));
  const program = command.findIndex((word) => PROGRAM.includes(word));
  const own = program < 0 ? command : command.slice(0, program);
  return [
    ...BEFORE.flatMap(inVariable),
    ...own.map((option) => ({ name: null, option })),
    ...AFTER.flatMap(inVariable),
  ];
}

/** What these say of the number of CPUs, as it is written. */
export function countsIn(
  options: readonly Option[],
): { readonly name: string | null; readonly value: string }[] {
  return options
    .filter(({ option }) => option.startsWith(COUNT))
    .map(({ name, option }) => ({ name, value: option.slice(COUNT.length) }));
}

/** Whether a flag is on or off; null where nobody says. */
export function isOn(options: readonly Option[], flag: string): boolean | null {
  const last = options.findLast(({ option }) => option === `-XX:+${flag}` || option === `-XX:-${flag}`);
  return last === undefined ? null : last.option.startsWith('-XX:+');
}

export const ACTIVE_PROCESSORS = '-XX:ActiveProcessorCount';
const COUNT = `${ACTIVE_PROCESSORS}=`;

/** As the JVM reads an integer: 1k is 1024; below 1 it counts for nothing. */
function numberOf(text: string): number | null {
  const match = /^(-?\d{1,9})([kK]?)$/.exec(text);
  return match === null ? null : Number(match[1]) * (match[2] === '' ? 1 : 1024);
}
