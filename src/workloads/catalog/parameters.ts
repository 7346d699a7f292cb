import { ConcurError } from '../../base/errors/errors.ts';
import { closest } from '../../base/errors/suggest.ts';
import { listOf, parseDuration, parseSize } from '../../base/units.ts';

/** The value of each parameter: bytes for a size, milliseconds for a time. */
export type Params = Readonly<Record<string, number | string>>;

interface Named {
  readonly name: string;
  readonly description: string;
}

export interface NumberParameter extends Named {
  readonly kind: 'count' | 'size' | 'time';
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

export interface ChoiceParameter extends Named {
  readonly kind: 'choice';
  readonly default: string;
  readonly choices: readonly string[];
}

export type Parameter = NumberParameter | ChoiceParameter;

/** The value of one parameter, from its text. @param workload its workload's name, for errors */
export function parseParameter(parameter: Parameter, text: string, workload: string): number | string {
  return parameter.kind === 'choice'
    ? chosen(parameter, text, workload)
    : measured(parameter, text, workload);
}

function chosen({ name, choices }: ChoiceParameter, text: string, workload: string): string {
  if (choices.includes(text)) return text;
  const meant = closest(text, choices);
  const message = `workload ${workload}:${name}=${text} is unknown; ${name} is ${listOf(choices, 'or')}`;
  const example = `${workload}:${name}=${meant ?? choices[0]}`;
  throw new ConcurError('USAGE', message, {
    facts: { kind: 'wrong-workload', example, isMeant: meant !== null },
  });
}

function measured(parameter: NumberParameter, text: string, workload: string): number {
  const { name, kind, least, most } = parameter;
  const value = READERS[kind](text);
  if (value >= least && value <= most) return value;
  const bounds = `from ${spellValue(parameter, least)} to ${spellValue(parameter, most)}`;
  const example = `${workload}:${name}=${spellValue(parameter, parameter.default)}`;
  throw new ConcurError('USAGE', `workload ${workload}:${name}=${text} is not a ${kind} ${bounds}`, {
    facts: { kind: 'wrong-workload', example, isMeant: false },
  });
}

/** NaN for what can't be read: the error then says the bounds too. */
const READERS: Readonly<Record<NumberParameter['kind'], (text: string) => number>> = {
  count: (text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN),
  size: (text) => orNaN(() => parseSize(text)),
  time: (text) => orNaN(() => parseDuration(text)),
};

function orNaN(read: () => number): number {
  try {
    return read();
  } catch {
    return Number.NaN;
  }
}

const SUFFIXES: Readonly<Record<Parameter['kind'], readonly (readonly [string, number])[]>> = {
  size: [
    ['GiB', 2 ** 30],
    ['GB', 1e9],
    ['MiB', 2 ** 20],
    ['MB', 1e6],
    ['KiB', 2 ** 10],
    ['KB', 1e3],
    ['B', 1],
  ],
  time: [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ],
  count: [],
  choice: [],
};

/** A value as one would type it, exactly: `64KiB`, `5ms`, `100000`. */
export function spellValue({ kind }: Parameter, value: number | string): string {
  const whole = SUFFIXES[kind].find(([, factor]) => Number(value) % factor === 0);
  if (whole !== undefined) return `${Number(value) / whole[1]}${whole[0]}`;
  return kind === 'time' ? `${value}ms` : `${value}`;
}
