import type { Found, RuleInputs } from './rule.ts';

/** The later ones win: the launcher puts its variable's options before the command's own, and _JAVA_OPTIONS come last. */
const OPTION_VARIABLES = ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'] as const;

/** What the limits leave, unless an option says otherwise. */
export function withOptions({ allowed, env }: RuleInputs, byLimits: () => number | null): Found {
  const options = optionsIn(env);
  const counts = options.filter(({ option }) => option.startsWith(COUNT));
  const numbers = counts.map(({ option }) => numberOf(option.slice(COUNT.length)));
  if (numbers.includes(null))
    return { cpus: null, note: '; -XX:ActiveProcessorCount is no number: no JVM starts' };
  const count = numbers.at(-1) ?? 0;
  if (count > 0) return { cpus: count, note: `; ${counts.at(-1)?.name} overrides` };
  if (isOn(options, 'UseContainerSupport') === false)
    return { cpus: allowed, note: '; UseContainerSupport is off' };
  return { cpus: byLimits(), note: '' };
}

interface Option {
  /** The variable that has it. */
  readonly name: string;
  readonly option: string;
}

export function optionsIn(env: RuleInputs['env']): Option[] {
  return OPTION_VARIABLES.flatMap((name) =>
    (env[name] ?? '').split(/\s+/).map((option) => ({ name, option })),
  );
}

/** Whether a flag is on or off; null where nobody says. */
export function isOn(options: readonly Option[], flag: string): boolean | null {
  const last = options.findLast(({ option }) => option === `-XX:+${flag}` || option === `-XX:-${flag}`);
  return last === undefined ? null : last.option.startsWith('-XX:+');
}

const COUNT = '-XX:ActiveProcessorCount=';

/** As the JVM reads an integer: 1k is 1024; below 1 it counts for nothing. */
function numberOf(text: string): number | null {
  const match = /^(-?\d{1,9})([kK]?)$/.exec(text);
  return match === null ? null : Number(match[1]) * (match[2] === '' ? 1 : 1024);
}
