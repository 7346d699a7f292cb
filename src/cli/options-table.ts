import { parseCpuList } from '../base/cpu-list.ts';
import { parseDuration } from '../base/units.ts';
import { EXPORT_FORMATS } from '../model/export-format.ts';
import { ENGINE_NAMES, PIN_MODES } from '../model/plan.ts';
import { COLOR_MODES } from './color-mode.ts';
import {
  names,
  oneOf,
  parseExport,
  parseFault,
  parseInterval,
  parseNewName,
  parseRequirement,
  ratio,
  share,
  wholeNumber,
} from './option-parsers.ts';
import { parseCall } from './parse-call.ts';
import { parseCounts } from './parse-counts.ts';
import { INCONCLUSIVE_MODES, type TypedOptions } from './typed-options.ts';

export const COMMAND_NAMES = [
  'list',
  'demo',
  'compare',
  'scale',
  'cores',
  'check',
  'watch',
  'report',
  'explain',
  'completion',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

/** One option: how it is typed, what it means, how its text becomes a value. */
export interface OptionRow<Value> {
  readonly flags: string;
  readonly description: string;
  readonly commands: readonly CommandName[];
  /** Absent for a flag without a value. `before` is what the same option gave so far. */
  readonly parse?: (text: string, before: Value | undefined) => Value;
  /** The values that there are, where they are few: for completion. */
  readonly values?: readonly string[];
}

type Table = { readonly [name in keyof Required<TypedOptions>]: OptionRow<Required<TypedOptions>[name]> };

const ALL = ['list', 'demo', 'compare', 'scale', 'cores', 'check', 'explain', 'watch', 'report'] as const;
const RUNNING = ['demo', 'compare', 'scale', 'cores', 'check', 'watch'] as const;
const DEMO = ['demo'] as const;
const CORES = ['cores'] as const;
const CHECK = ['check'] as const;
const TRYING = ['demo', 'compare', 'scale', 'check'] as const;
const STREAMING = ['demo', 'compare', 'scale'] as const;
const SERIES = ['compare', 'scale'] as const;
const COMPARE = ['compare'] as const;
const SCALE = ['scale'] as const;
const WATCH = ['watch'] as const;

/** The one place where options are declared: help, parsing and the documentation come from it. */
export const OPTIONS: Table = {
  all: { flags: '--all', description: 'run every experiment', commands: DEMO },
  new: {
    flags: '--new <name>',
    description: 'write ./NAME.ts, an experiment of your own to begin with',
    commands: DEMO,
    parse: parseNewName,
  },
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
    values: PIN_MODES,
  },
  engine: {
    flags: '--engine <name>',
    description: 'what the workers are: threads, processes, pool or loop',
    commands: ['demo', 'scale'],
    parse: oneOf('--engine', ENGINE_NAMES),
    values: ENGINE_NAMES.filter((name) => name !== 'fake'),
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
  python: {
    flags: '--python <path>',
    description: 'the Python to run beside Node (default: python3)',
    commands: DEMO,
    parse: (text) => text,
  },
  call: {
    flags: '--call <function>',
    description: 'a function of yours for gil-release: module:function of Python, or ./work.mjs#name',
    commands: DEMO,
    parse: parseCall,
  },
  fault: {
    flags: '--fault <kind[@step]>',
    description: 'let one worker fail: throw, exit, oom or hang, half-way or after that step',
    commands: DEMO,
    parse: parseFault,
    values: ['throw', 'exit', 'oom', 'hang'],
  },
  source: { flags: '--source', description: 'print the code that ran as well', commands: DEMO },
  dryRun: { flags: '--dry-run', description: 'print what would run, and run nothing', commands: TRYING },
  json: { flags: '--json', description: 'print one JSON document instead of text', commands: ALL },
  jsonStream: { flags: '--json-stream', description: 'print one JSON event a line', commands: STREAMING },
  export: {
    flags: '--export <format=file>',
    description: 'write the report to a file (- is stdout), for example json=FILE; repeatable',
    commands: [...RUNNING, 'report'],
    parse: (text, before = []) => [...before, parseExport(text)],
    values: EXPORT_FORMATS.map((format) => `${format}=`),
  },
  quiet: {
    flags: '-q, --quiet',
    description: 'no progress, and the shortest answer',
    commands: [...RUNNING, 'report'],
  },
  progress: { flags: '--no-progress', description: 'no progress', commands: RUNNING },
  color: {
    flags: '--color <when>',
    description: 'auto, always or never',
    commands: ALL,
    parse: oneOf('--color', COLOR_MODES),
    values: COLOR_MODES,
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
    description:
      'built-in work: compute, primes, hash, memory, allocate, sleep, io, pbkdf2 or message; with parameters: message:size=1MB,how=transfer',
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
    values: INCONCLUSIVE_MODES,
  },
  pid: {
    flags: '-p, --pid <pid>',
    description: 'watch a process that is already there',
    commands: WATCH,
    parse: wholeNumber('-p', 1),
  },
  for: {
    flags: '--for <time>',
    description: 'watch this long; a command is ended then (SIGTERM)',
    commands: WATCH,
    parse: parseDuration,
  },
  interval: {
    flags: '--interval <time>',
    description: 'how often to look: 10ms to 1s (default: 50ms)',
    commands: WATCH,
    parse: parseInterval,
  },
  exitVerdict: {
    flags: '--exit-verdict',
    description: 'exit with 0 for parallel, 1 for serialised, 3 for neither, not as the command does',
    commands: WATCH,
  },
  debug: { flags: '--debug', description: 'show stack traces of errors', commands: ALL },
};
