import { parseCpuList } from '../base/cpu-list.ts';
import { usageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import { listOf, parseDuration } from '../base/units.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../model/export-format.ts';
import { ENGINE_NAMES, type EngineName, PIN_MODES, type PinMode } from '../model/plan.ts';
import { COLOR_MODES, type ColorMode } from './color-mode.ts';
import { parseCounts } from './parse-counts.ts';

export interface ExportTarget {
  readonly format: ExportFormat;
  /** A path, or `-` for stdout. */
  readonly file: string;
}

export interface FaultRequest {
  readonly kind: 'throw' | 'exit' | 'oom' | 'hang';
  readonly unit: number | null;
}

export const REQUIRED_FIGURES = ['cpus', 'parallelism'] as const;

/** A figure that has to be reached, in CPUs. */
export interface Requirement {
  readonly figure: (typeof REQUIRED_FIGURES)[number];
  readonly atLeast: number;
}

export const INCONCLUSIVE_MODES = ['pass', 'fail'] as const;
export type InconclusiveMode = (typeof INCONCLUSIVE_MODES)[number];

const DECIMAL = /^\d{1,6}(\.\d{1,6})?$/;

/** Every option as it was typed, already a value. Absent means not typed. */
export interface TypedOptions {
  workers?: number;
  /** Of `scale`: the numbers of workers to try, ascending. */
  workerCounts?: number[];
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
  sysroot?: string;
  /** False with `--no-measure`. */
  measure?: boolean;
  recommend?: boolean;
  budget?: number;
  workload?: string;
  /** A file of inputs, a line each. */
  input?: string;
  units?: number;
  runs?: number;
  margin?: number;
  baseline?: string;
  maxRegress?: number;
  predict?: number[];
  require?: Requirement[];
  maxClaimedRatio?: number;
  /** Names the checks instead of running them. */
  list?: boolean;
  only?: string[];
  skip?: string[];
  inconclusive?: InconclusiveMode;
  debug?: boolean;
}

export type CommandName = 'list' | 'demo' | 'compare' | 'scale' | 'cores' | 'check';

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

const ALL = ['list', 'demo', 'compare', 'scale', 'cores', 'check'] as const;
const RUNNING = ['demo', 'compare', 'scale', 'cores', 'check'] as const;
const DEMO = ['demo'] as const;
const CORES = ['cores'] as const;
const CHECK = ['check'] as const;
const TRYING = ['demo', 'compare', 'scale', 'check'] as const;
const SERIES = ['compare', 'scale'] as const;
const COMPARE = ['compare'] as const;
const SCALE = ['scale'] as const;

/** The one place where options are declared: help, parsing and the documentation come from it. */
export const OPTIONS: Table = {
  all: { flags: '--all', description: 'run every experiment', commands: DEMO },
  workers: {
    flags: '-w, --workers <n>',
    description: 'how many workers (default: one per usable CPU)',
    commands: ['demo', 'compare', 'check'],
    parse: wholeNumber('-w', 1),
  },
  workerCounts: {
    flags: '-w, --workers <list>',
    description: 'how many workers to try: 1..16, or 1,2,4 (default: up to twice the usable CPUs)',
    commands: SCALE,
    parse: (text) => parseCounts('-w', text),
  },
  cores: {
    flags: '--cores <list>',
    description: 'the CPUs to use, as taskset writes them: 0-3,8 or 0-10:2',
    commands: TRYING,
    parse: parseCpuList,
  },
  pin: {
    flags: '--pin <how>',
    description: 'spread over the cores, all on the same CPU, siblings first, or none',
    commands: ['demo', 'compare', 'scale'],
    parse: oneOf('--pin', PIN_MODES),
  },
  engine: {
    flags: '--engine <name>',
    description: 'what the workers are: threads, processes, pool or loop',
    commands: ['demo', 'scale'],
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
  quick: {
    flags: '--quick',
    description: 'shorter trials, and fewer: seconds instead of half a minute',
    commands: TRYING,
  },
  fault: {
    flags: '--fault <kind[@step]>',
    description: 'let one worker fail: throw, exit, oom or hang, half-way or after that step',
    commands: DEMO,
    parse: parseFault,
  },
  source: { flags: '--source', description: 'print the code that ran as well', commands: DEMO },
  dryRun: { flags: '--dry-run', description: 'print what would run, and run nothing', commands: TRYING },
  json: { flags: '--json', description: 'print one JSON document instead of text', commands: ALL },
  jsonStream: { flags: '--json-stream', description: 'print one JSON event a line', commands: DEMO },
  export: {
    flags: '--export <format=file>',
    description: 'write the report to a file (- is stdout), for example json=FILE; repeatable',
    commands: RUNNING,
    parse: (text, before = []) => [...before, parseExport(text)],
  },
  quiet: { flags: '-q, --quiet', description: 'no progress, and the shortest answer', commands: RUNNING },
  progress: { flags: '--no-progress', description: 'no progress', commands: RUNNING },
  color: {
    flags: '--color <when>',
    description: 'auto, always or never',
    commands: ALL,
    parse: oneOf('--color', COLOR_MODES),
  },
  seed: {
    flags: '--seed <n>',
    description: 'the seed of the order of trials and of the work',
    commands: TRYING,
    parse: wholeNumber('--seed', 0),
  },
  timeout: {
    flags: '--timeout <time>',
    description: 'stop everything after this long: 30s',
    commands: RUNNING,
    parse: parseDuration,
  },
  sysroot: {
    flags: '--sysroot <dir>',
    description: 'read the machine that was captured in this folder; measures nothing',
    commands: CORES,
    parse: (text) => text,
  },
  measure: { flags: '--no-measure', description: 'start nothing, read alone', commands: CORES },
  recommend: {
    flags: '--recommend',
    description: 'print the number of workers for vitest, jest, make, ctest and libuv',
    commands: CORES,
  },
  require: {
    flags: '--require <figure>',
    description: 'what this machine has to offer: cpus>=4 or parallelism>=3.5; repeatable',
    commands: CHECK,
    parse: (text, before = []) => [...before, parseRequirement(text)],
  },
  maxClaimedRatio: {
    flags: '--max-claimed-ratio <ratio>',
    description: 'how many times the measured CPUs Node may claim (default: 1.25)',
    commands: CHECK,
    parse: ratio('--max-claimed-ratio'),
  },
  budget: {
    flags: '--budget <time>',
    description: 'how long all of it may take (default: 20s for check, 60s elsewhere)',
    commands: ['compare', 'scale', 'check'],
    parse: parseDuration,
  },
  workload: {
    flags: '--workload <name>',
    description: 'built-in work, with parameters or without: primes, or message:size=1MB,how=transfer',
    commands: SERIES,
    parse: (text) => text,
  },
  input: {
    flags: '--input <file>',
    description: 'call your function with each of these: a JSON value a line, or one JSON array',
    commands: SERIES,
    parse: (text) => text,
  },
  units: {
    flags: '--units <n>',
    description: 'units in a run, all workers together',
    commands: SERIES,
    parse: wholeNumber('--units', 1),
  },
  runs: {
    flags: '--runs <n>',
    description: 'runs of each (default: 10, fewer where one takes long)',
    commands: SERIES,
    parse: wholeNumber('--runs', 1),
  },
  margin: {
    flags: '--margin <share>',
    description: 'how far apart two may be and still be the same (default: 5%)',
    commands: COMPARE,
    parse: share('--margin'),
  },
  baseline: {
    flags: '--baseline <file>',
    description: 'an earlier report (--export json=FILE) to hold this one against',
    commands: COMPARE,
    parse: (text) => text,
  },
  maxRegress: {
    flags: '--max-regress <share>',
    description: 'how much slower than the baseline fails (default: 10%)',
    commands: COMPARE,
    parse: share('--max-regress'),
  },
  predict: {
    flags: '--predict <list>',
    description: 'what the fitted law says of so many CPUs: 64, or 16,32,64',
    commands: SCALE,
    parse: (text) => parseCounts('--predict', text),
  },
  list: { flags: '--list', description: 'name the checks, and run none', commands: CHECK },
  only: {
    flags: '--only <checks>',
    description: 'run these checks alone: pinning,threads',
    commands: CHECK,
    parse: (text, before = []) => [...before, ...names(text)],
  },
  skip: {
    flags: '--skip <checks>',
    description: 'run all checks but these',
    commands: CHECK,
    parse: (text, before = []) => [...before, ...names(text)],
  },
  inconclusive: {
    flags: '--inconclusive <as>',
    description: 'what an inconclusive end counts as: pass or fail (default: exit code 3)',
    commands: CHECK,
    parse: oneOf('--inconclusive', INCONCLUSIVE_MODES),
  },
  debug: { flags: '--debug', description: 'show stack traces of errors', commands: ALL },
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

/** `10%` or `0.1`, above 0 and below 1. */
function share(flag: string): (text: string) => number {
  return (text) => {
    const [, number = '', percent] = /^(\d{1,6}(?:\.\d{1,6})?)(%?)$/.exec(text.trim()) ?? [];
    const value = Number(number) / (percent === '%' ? 100 : 1);
    if (number === '' || !(value > 0 && value < 1)) {
      throw usageError(`${flag} ${text} is not a share above 0 and below 100 %`, `Try ${flag} 10%.`);
    }
    return value;
  };
}

function ratio(flag: string): (text: string) => number {
  return (text) => {
    const value = DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(value >= 1)) throw usageError(`${flag} ${text} is not a number of 1 or more`, `Try ${flag} 1.25.`);
    return value;
  };
}

/** `cpus>=4`, `parallelism>=3.5`. */
function parseRequirement(text: string): Requirement {
  const [, figure = '', number = ''] = /^([^<>=]*)>=([^<>=]*)$/.exec(text)?.map((part) => part.trim()) ?? [];
  const known = REQUIRED_FIGURES.find((name) => name === figure);
  const atLeast = DECIMAL.test(number) ? Number(number) : Number.NaN;
  if (known === undefined || !(atLeast > 0)) {
    const meant = known ?? closest(figure, REQUIRED_FIGURES) ?? 'parallelism';
    throw usageError(
      `--require ${text} is not FIGURE>=NUMBER with one of the figures ${listOf(REQUIRED_FIGURES, 'or')}`,
      `Try --require "${meant}>=2" (in quotes: > means something to the shell).`,
    );
  }
  return { figure: known, atLeast };
}

function names(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
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
