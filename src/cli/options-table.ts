import { parseCpuList } from '../base/cpu-list.ts';
import { usageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { listOf, parseDuration } from '../base/units.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../model/export-format.ts';
import { ENGINE_NAMES, type EngineName, PIN_MODES, type PinMode } from '../model/plan.ts';
import { COLOR_MODES, type ColorMode } from './color-mode.ts';

export interface ExportTarget {
  readonly format: ExportFormat;
  /** A path, or `-` for stdout. */
  readonly file: string;
}

export interface FaultRequest {
  readonly kind: 'throw' | 'exit' | 'oom' | 'hang';
  readonly unit: number | null;
}

/** Every option as it was typed, already a value. Absent means not typed. */
export interface TypedOptions {
  workers?: number;
  cores?: number[];
  pin?: PinMode;
  quick?: boolean;
  engine?: EngineName;
  steps?: number;
  stepTime?: number;
  all?: boolean;
  json?: boolean;
  jsonStream?: boolean;
  export?: ExportTarget[];
  quiet?: boolean;
  /** False with `--no-progress`. */
  progress?: boolean;
  color?: ColorMode;
  seed?: number;
  timeout?: number;
  fault?: FaultRequest;
  dryRun?: boolean;
  source?: boolean;
  debug?: boolean;
}

export type CommandName = 'list' | 'demo';

/** One option: how it is typed, what it means, how its text becomes a value. */
export interface OptionRow<Value> {
  readonly flags: string;
  readonly description: string;
  readonly commands: readonly CommandName[];
  /** Absent for a flag without a value. `before` is what the same option gave so far. */
  readonly parse?: (text: string, before: Value | undefined) => Value;
  readonly hidden?: boolean;
}

type Table = { readonly [name in keyof Required<TypedOptions>]: OptionRow<Required<TypedOptions>[name]> };

const BOTH = ['list', 'demo'] as const;
const DEMO = ['demo'] as const;

/** The one place where options are declared: help, parsing and the documentation come from it. */
export const OPTIONS: Table = {
  all: { flags: '--all', description: 'run every experiment', commands: DEMO },
  workers: {
    flags: '-w, --workers <n>',
    description: 'how many workers (default: one per usable CPU)',
    commands: DEMO,
    parse: wholeNumber('-w', 1),
  },
  cores: {
    flags: '--cores <list>',
    description: 'the CPUs to use, as taskset writes them: 0-3,8 or 0-10:2',
    commands: DEMO,
    parse: parseCpuList,
  },
  pin: {
    flags: '--pin <how>',
    description: 'spread over the cores, all on the same CPU, siblings first, or none',
    commands: DEMO,
    parse: oneOf('--pin', PIN_MODES),
  },
  engine: {
    flags: '--engine <name>',
    description: 'what the workers are: threads, processes, pool or loop',
    commands: DEMO,
    parse: oneOf('--engine', ENGINE_NAMES),
  },
  steps: {
    flags: '--steps <n>',
    description: 'steps of each worker',
    commands: DEMO,
    parse: wholeNumber('--steps', 1),
  },
  stepTime: {
    flags: '--step-time <time>',
    description: 'how long a step takes: 50ms',
    commands: DEMO,
    parse: parseDuration,
  },
  quick: { flags: '--quick', description: 'two seconds or less for each experiment', commands: DEMO },
  fault: {
    flags: '--fault <kind[@step]>',
    description: 'let one worker fail: throw, exit, oom or hang, half-way or after that step',
    commands: DEMO,
    parse: parseFault,
  },
  source: { flags: '--source', description: 'print the code that ran as well', commands: DEMO },
  dryRun: { flags: '--dry-run', description: 'print what would run, and run nothing', commands: DEMO },
  json: { flags: '--json', description: 'print one JSON document instead of text', commands: BOTH },
  jsonStream: { flags: '--json-stream', description: 'print one JSON event a line', commands: DEMO },
  export: {
    flags: '--export <format=file>',
    description: `write the report as ${listOf(EXPORT_FORMATS, 'or')} to a file (- is stdout); repeatable`,
    commands: DEMO,
    parse: (text, before = []) => [...before, parseExport(text)],
  },
  quiet: { flags: '-q, --quiet', description: 'no progress, one line per experiment', commands: DEMO },
  progress: { flags: '--no-progress', description: 'no progress', commands: DEMO },
  color: {
    flags: '--color <when>',
    description: 'auto, always or never',
    commands: BOTH,
    parse: oneOf('--color', COLOR_MODES),
  },
  seed: {
    flags: '--seed <n>',
    description: 'the seed of the order of trials and of the work',
    commands: DEMO,
    parse: wholeNumber('--seed', 0),
  },
  timeout: {
    flags: '--timeout <time>',
    description: 'stop everything after this long: 30s',
    commands: DEMO,
    parse: parseDuration,
  },
  debug: { flags: '--debug', description: 'show stack traces of errors', commands: BOTH },
};

function wholeNumber(flag: string, least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= least) || !Number.isSafeInteger(value)) {
      throw usageError(
        `${flag} ${text} is not a whole number of ${least} or more`,
        `Try ${flag} ${Math.max(least, 2)}.`,
      );
    }
    return value;
  };
}

function oneOf<Choice extends string>(flag: string, choices: readonly Choice[]): (text: string) => Choice {
  return (text) => {
    const found = choices.find((choice) => choice === text);
    if (found !== undefined) return found;
    const shown = choices.filter((choice) => choice !== 'fake');
    const meant = closest(text, shown);
    throw usageError(
      `${flag} ${text} is unknown; it takes ${listOf(shown, 'or')}`,
      meant === null ? undefined : `Did you mean ${flag} ${meant}?`,
    );
  };
}

function parseFault(text: string): FaultRequest {
  const match = /^(throw|exit|oom|hang)(?:@(\d+))?$/.exec(text);
  if (match === null) {
    throw usageError(
      `--fault ${text} is unknown; it takes throw, exit, oom or hang, with @STEP or without`,
      'Try --fault throw@10.',
    );
  }
  return { kind: match[1] as FaultRequest['kind'], unit: match[2] === undefined ? null : Number(match[2]) };
}

function parseExport(text: string): ExportTarget {
  const [format, ...rest] = text.split('=');
  const known = EXPORT_FORMATS.find((name) => name === format);
  const file = rest.join('=');
  if (known === undefined || file === '') {
    const meant = closest(format ?? '', EXPORT_FORMATS);
    throw usageError(
      `--export ${text} is not FORMAT=FILE with one of the formats ${listOf(EXPORT_FORMATS, 'or')}`,
      `Try --export ${known ?? meant ?? 'json'}=report.${known ?? meant ?? 'json'}.`,
    );
  }
  return { format: known, file };
}
