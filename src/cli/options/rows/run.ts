import { parseCpuList } from '../../../base/cpu-list.ts';
import { listOf, parseDuration } from '../../../base/units.ts';
import {
  COMPARED_NAMES,
  ENGINE_NAMES,
  HOSTS,
  NODE_ENGINES,
  OFFERED_ENGINES,
} from '../../../model/engines/engine-names.ts';
import { PIN_MODES } from '../../../model/trial/plan.ts';
import { parseCall } from '../own-function.ts';
import { parseCounts, wholeNumber } from '../parse/numbers.ts';
import { oneOf, parseFault, parseNewName } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** What a series may be asked to run on. */
const SERIES_ENGINES = [...ENGINE_NAMES, HOSTS] as const;
type SeriesEngine = (typeof SERIES_ENGINES)[number];
const seriesEngine = oneOf('--engine', SERIES_ENGINES, COMPARED_NAMES);

/** What is run, and on what. */
export const RUN_OPTIONS = {
  all: {
    flags: '--all',
    description: 'every experiment, or every check',
    of: ['demo', 'check'],
  },
  new: {
    flags: '--new <name>',
    description: 'write ./NAME.ts (or NAME.py), an experiment of your own',
    of: ['demo'],
    parse: parseNewName,
  },
  workers: {
    flags: '-w, --workers <n>',
    description: 'number of workers (default: one per usable CPU)',
    of: ['demo', 'check', 'map', 'worker'],
    parse: wholeNumber('-w', 1),
  },
  workerCounts: {
    flags: '-w, --workers <list>',
    description: 'number of workers, or several: 1..16, or 1,2,4',
    of: ['compare', 'scale'],
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
    description: 'CPU affinity: spread, same (one CPU), siblings or none',
    of: ['demo', 'series'],
    parse: oneOf('--pin', PIN_MODES),
    values: PIN_MODES,
  },
  engine: {
    flags: '--engine <name>',
    description: `engine: ${listOf(NODE_ENGINES, 'or')}`,
    of: ['demo'],
    parse: oneOf('--engine', ENGINE_NAMES, OFFERED_ENGINES),
    values: OFFERED_ENGINES,
  },
  engines: {
    flags: '--engine <name>',
    description: `engine: ${listOf(COMPARED_NAMES, 'or')}; repeatable, or without --engine`,
    of: ['compare', 'scale'],
    parse: (text, before: readonly SeriesEngine[] = []) => [...before, seriesEngine(text)],
    values: COMPARED_NAMES,
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
    description: 'fewer and shorter trials: seconds, not half a minute',
    of: ['setting'],
  },
  python: {
    flags: '--python <which>',
    description: 'Python: 3.13, 3.14t or a path; in compare repeatable',
    of: ['demo', 'series', 'cores', 'map', 'learn'],
    parse: (text, before: readonly string[] = []) => [...before, text],
  },
  call: {
    flags: '--call <function>',
    description: 'for gil-release: module:function, or ./work.mjs#name',
    of: ['demo'],
    parse: parseCall,
  },
  fault: {
    flags: '--fault <kind[@step]>',
    description: 'inject a fault into a worker: throw, exit, oom or hang',
    of: ['demo'],
    parse: parseFault,
    values: ['throw', 'exit', 'oom', 'hang'],
  },
  source: { flags: '--source', description: 'also print the code', of: ['demo', 'learn'] },
  dryRun: { flags: '--dry-run', description: 'print what would run, without running it', of: ['setting'] },
  seed: {
    flags: '--seed <n>',
    description: 'random seed of the order and of the work',
    of: ['setting'],
    parse: wholeNumber('--seed', 0),
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
