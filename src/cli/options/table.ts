import { parseCpuList } from '../../base/cpu-list.ts';
import { listOf, parseDuration } from '../../base/units.ts';
import { ENGINE_NAMES, NODE_ENGINES, OFFERED_ENGINES } from '../../model/engines/engine-names.ts';
import { PIN_MODES } from '../../model/trial/plan.ts';
import { EXPORT_FORMATS } from '../../report/formats.ts';
import { COLOR_MODES } from '../../report/screen/stream-facts.ts';
import { parseCall } from './function/parse-call.ts';
import { parseCounts } from './parse-counts.ts';
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
} from './parsers.ts';
import { type ExportTarget, INCONCLUSIVE_MODES, type Requirement } from './values.ts';

/**
 * Options that go together. A command takes those of its own name and of the groups that its row in the program names.
 * - `document`: of everything that may answer with one
 * - `report`: of everything that has a report to write
 * - `run`: of everything that runs, measures or watches
 * - `setting`: of runs whose CPUs, order and length may be chosen
 * - `series`: of the same work, run often
 */
export type OptionGroup = 'document' | 'report' | 'run' | 'setting' | 'series';

/** One option: how it is typed, what it means, how its text becomes a value. */
export interface OptionRow {
  readonly flags: string;
  readonly description: string;
  /** The commands and groups that it belongs to. */
  readonly of: readonly string[];
  /** Absent for a flag without a value. `before` is what the same option gave so far. */
  parse?(text: string, before?: unknown): unknown;
  /** The values that there are, where they are few: for completion. */
  readonly values?: readonly string[];
}

/** The one place where options are declared: their types, help, parsing and completion come from it. */
export const OPTIONS = {
  all: { flags: '--all', description: 'run every experiment', of: ['demo'] },
  new: {
    flags: '--new <name>',
    description: 'write ./NAME.ts, a first experiment of your own',
    of: ['demo'],
    parse: parseNewName,
  },
  workers: {
    flags: '-w, --workers <n>',
    description: 'number of workers (default: one per usable CPU)',
    of: ['demo', 'compare', 'check'],
    parse: wholeNumber('-w', 1),
  },
  workerCounts: {
    flags: '-w, --workers <list>',
    description: 'numbers of workers: 1..16, or 1,2,4 (default: up to twice the usable CPUs)',
    of: ['scale'],
    parse: (text) => parseCounts('-w', text),
  },
  cores: {
    flags: '--cores <list>',
    description: 'CPUs to use, in taskset’s syntax: 0-3,8 or 0-10:2',
    of: ['setting'],
    parse: parseCpuList,
  },
  pin: {
    flags: '--pin <how>',
    description: 'CPU affinity of the workers: spread, same (one CPU), siblings, or none',
    of: ['demo', 'series'],
    parse: oneOf('--pin', PIN_MODES),
    values: PIN_MODES,
  },
  engine: {
    flags: '--engine <name>',
    description: `engine of the workers: ${listOf(NODE_ENGINES, 'or')}`,
    of: ['demo', 'scale'],
    parse: oneOf('--engine', ENGINE_NAMES, OFFERED_ENGINES),
    values: OFFERED_ENGINES,
  },
  steps: {
    flags: '--steps <n>',
    description: 'number of steps of each worker',
    of: ['demo'],
    parse: wholeNumber('--steps', 1),
  },
  stepTime: {
    flags: '--step-time <time>',
    description: 'duration of a step: 50ms',
    of: ['demo'],
    parse: parseDuration,
  },
  quick: {
    flags: '--quick',
    description: 'fewer and shorter trials: seconds instead of half a minute',
    of: ['setting'],
  },
  python: {
    flags: '--python <path>',
    description: 'Python interpreter (default: python3)',
    of: ['demo'],
    parse: (text) => text,
  },
  call: {
    flags: '--call <function>',
    description: 'your own function for gil-release: module:function (Python) or ./work.mjs#name',
    of: ['demo'],
    parse: parseCall,
  },
  fault: {
    flags: '--fault <kind[@step]>',
    description: 'inject a fault into one worker: throw, exit, oom or hang, half-way or after @step',
    of: ['demo'],
    parse: parseFault,
    values: ['throw', 'exit', 'oom', 'hang'],
  },
  source: { flags: '--source', description: 'also print the code that ran', of: ['demo'] },
  dryRun: { flags: '--dry-run', description: 'print what would run, without running it', of: ['setting'] },
  json: { flags: '--json', description: 'print one JSON document instead of text', of: ['document'] },
  jsonStream: {
    flags: '--json-stream',
    description: 'print one JSON event per line',
    of: ['demo', 'series'],
  },
  export: {
    flags: '--export <format=file>',
    description: 'write the report to a file (- is stdout), such as json=FILE; repeatable',
    of: ['report'],
    parse: (text, before: readonly ExportTarget[] = []) => [...before, parseExport(text)],
    values: EXPORT_FORMATS.map((format) => `${format}=`),
  },
  quiet: {
    flags: '-q, --quiet',
    description: 'no progress view; only the shortest answer',
    of: ['report', 'list'],
  },
  progress: { flags: '--no-progress', description: 'no progress view', of: ['run'] },
  color: {
    flags: '--color <when>',
    description: 'use colour: auto, always or never',
    of: ['document'],
    parse: oneOf('--color', COLOR_MODES),
    values: COLOR_MODES,
  },
  seed: {
    flags: '--seed <n>',
    description: 'random seed of the order of trials and of the work',
    of: ['setting'],
    parse: wholeNumber('--seed', 0),
  },
  timeout: {
    flags: '--timeout <time>',
    description: 'stop the run after this time: 30s',
    of: ['run'],
    parse: parseDuration,
  },
  sysroot: {
    flags: '--sysroot <dir>',
    description: 'read a captured machine from this folder; measure nothing',
    of: ['cores'],
    parse: (text) => text,
  },
  measure: { flags: '--no-measure', description: 'only read; measure nothing', of: ['cores'] },
  recommend: {
    flags: '--recommend',
    description: 'print the recommended number of workers for vitest, jest, make, ctest and libuv',
    of: ['cores'],
  },
  require: {
    flags: '--require <figure>',
    description: 'requirement on this machine: cpus>=4 or parallelism>=3.5; repeatable',
    of: ['check'],
    parse: (text, before: readonly Requirement[] = []) => [...before, parseRequirement(text)],
  },
  maxClaimedRatio: {
    flags: '--max-claimed-ratio <ratio>',
    description: 'largest ratio of the CPUs that Node reports to the measured CPUs (default: 1.25)',
    of: ['check'],
    parse: ratio('--max-claimed-ratio'),
  },
  budget: {
    flags: '--budget <time>',
    description: 'time limit of all measuring (default: 20s for check, otherwise 60s)',
    of: ['series', 'check'],
    parse: parseDuration,
  },
  workload: {
    flags: '--workload <name>',
    description:
      'built-in work: compute, primes, hash, memory, allocate, sleep, io, pbkdf2 or message; with parameters: message:size=1MB,how=transfer',
    of: ['series'],
    parse: (text) => text,
  },
  input: {
    flags: '--input <file>',
    description: 'inputs of your function: one JSON value per line, or one JSON array',
    of: ['series'],
    parse: (text) => text,
  },
  units: {
    flags: '--units <n>',
    description: 'units of work per run, all workers together',
    of: ['series'],
    parse: wholeNumber('--units', 1),
  },
  runs: {
    flags: '--runs <n>',
    description: 'runs of each candidate (default: 10; fewer if a run takes long)',
    of: ['series'],
    parse: wholeNumber('--runs', 1),
  },
  margin: {
    flags: '--margin <share>',
    description: 'largest difference that counts as the same (default: 5%)',
    of: ['compare'],
    parse: share('--margin'),
  },
  baseline: {
    flags: '--baseline <file>',
    description: 'an earlier report (--export json=FILE) to compare with',
    of: ['compare'],
    parse: (text) => text,
  },
  maxRegress: {
    flags: '--max-regress <share>',
    description: 'fail if slower than the baseline by more than this (default: 10%)',
    of: ['compare'],
    parse: share('--max-regress'),
  },
  predict: {
    flags: '--predict <list>',
    description: 'predict the throughput on this number of CPUs: 64, or 16,32,64',
    of: ['scale'],
    parse: (text) => parseCounts('--predict', text),
  },
  list: { flags: '--list', description: 'list the checks, without running them', of: ['check'] },
  only: {
    flags: '--only <checks>',
    description: 'run only these checks: pinning,threads',
    of: ['check'],
    parse: (text, before: readonly string[] = []) => [...before, ...names(text)],
  },
  skip: {
    flags: '--skip <checks>',
    description: 'run all checks except these',
    of: ['check'],
    parse: (text, before: readonly string[] = []) => [...before, ...names(text)],
  },
  inconclusive: {
    flags: '--inconclusive <as>',
    description: 'count inconclusive as pass or fail (default: exit code 3)',
    of: ['check'],
    parse: oneOf('--inconclusive', INCONCLUSIVE_MODES),
    values: INCONCLUSIVE_MODES,
  },
  pid: {
    flags: '-p, --pid <pid>',
    description: 'watch a running process',
    of: ['watch'],
    parse: wholeNumber('-p', 1),
  },
  for: {
    flags: '--for <time>',
    description: 'watch for this time, then end the command (SIGTERM)',
    of: ['watch'],
    parse: parseDuration,
  },
  interval: {
    flags: '--interval <time>',
    description: 'sampling interval: 10ms to 1s (default: 50ms)',
    of: ['watch'],
    parse: parseInterval,
  },
  exitVerdict: {
    flags: '--exit-verdict',
    description: 'exit with the verdict instead of the command’s code: 0 parallel, 1 serialised, 3 other',
    of: ['watch'],
  },
  debug: { flags: '--debug', description: 'show stack traces of errors', of: ['document'] },
} as const satisfies Readonly<Record<string, OptionRow>>;
