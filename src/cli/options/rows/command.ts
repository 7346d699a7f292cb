import { wholeNumber } from '../parse/numbers.ts';
import { parseVariable } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** Commands of the user’s in a series: which, and how they are run. */
export const COMMAND_OPTIONS = {
  command: {
    flags: '--command <command>',
    description: "a command to compare: 'make -j4'; repeatable",
    of: ['compare'],
    parse: (text, before: readonly string[] = []) => [...before, text],
  },
  shell: {
    flags: '--shell <shell>',
    description: 'shell that reads the commands: none (default), or sh',
    of: ['compare'],
    parse: (text) => text,
    values: ['none', 'sh'],
  },
  prepare: {
    flags: '--prepare <command>',
    description: 'run by sh before each run of a command; not timed',
    of: ['compare', 'scale'],
    parse: (text) => text,
  },
  conclude: {
    flags: '--conclude <command>',
    description: 'run by sh after each run of a command; not timed',
    of: ['compare', 'scale'],
    parse: (text) => text,
  },
  env: {
    flags: '--env <name=value>',
    description: 'a variable of the commands: JOBS={w}; repeatable',
    of: ['compare', 'scale'],
    parse: (text, before: Readonly<Record<string, string>> = {}) => ({ ...before, ...parseVariable(text) }),
  },
  warmup: {
    flags: '--warmup <n>',
    description: 'first runs of a command, not counted (default: 1)',
    of: ['compare', 'scale'],
    parse: wholeNumber('--warmup', 0),
  },
  ignoreFailure: {
    flags: '--ignore-failure',
    description: 'measure commands whatever their exit codes',
    of: ['compare', 'scale'],
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
