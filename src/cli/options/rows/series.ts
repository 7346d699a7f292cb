import { parseDuration } from '../../../base/units.ts';
import { parseCounts, share, wholeNumber } from '../parse/numbers.ts';
import type { OptionRow } from './row.ts';

/** What is compared in a series, and how long it takes. */
export const SERIES_OPTIONS = {
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
    of: ['series', 'cores'],
    parse: (text) => text,
  },
  units: {
    flags: '--units <n>',
    description: 'units of work per run, all workers together',
    of: ['series'],
    parse: wholeNumber('--units', 1),
  },
  budget: {
    flags: '--budget <time>',
    description: 'time limit of all measuring (default: 20s for check, otherwise 60s)',
    of: ['series', 'check'],
    parse: parseDuration,
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
  against: {
    flags: '--against <revision>',
    description: 'compare your function with itself at a git revision: HEAD, main, v1.2',
    of: ['compare'],
    parse: (text) => text,
  },
  allowDifferent: {
    flags: '--allow-different',
    description: 'let results differ, between versions of a function or from run to run',
    of: ['compare'],
  },
  baseline: {
    flags: '--baseline <file>',
    description: 'an earlier report (--export json=FILE) to compare with',
    of: ['compare'],
    parse: (text) => text,
  },
  maxRegress: {
    flags: '--max-regress <share>',
    description:
      'fail if slower than --baseline, --against or the first function by more than this (default: 10%)',
    of: ['compare'],
    parse: share('--max-regress'),
  },
  predict: {
    flags: '--predict <list>',
    description: 'predict the throughput on this number of CPUs: 64, or 16,32,64',
    of: ['scale'],
    parse: (text) => parseCounts('--predict', text),
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
