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
    description: 'inputs of your function: JSON lines, or a JSON array',
    of: ['series', 'cores'],
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
    description: 'runs of each (default: 10; fewer if one takes long)',
    of: ['series'],
    parse: wholeNumber('--runs', 1),
  },
  margin: {
    flags: '--margin <share>',
    description: 'difference that counts as none (default: 5%)',
    of: ['compare'],
    parse: share('--margin'),
  },
  against: {
    flags: '--against <revision>',
    description: 'your function as it was at a git revision: HEAD, main',
    of: ['compare'],
    parse: (text) => text,
  },
  allowDifferent: {
    flags: '--allow-different',
    description: 'let results differ, of versions or from run to run',
    of: ['compare'],
  },
  baseline: {
    flags: '--baseline <file>',
    description: 'an earlier report to compare with (--export json=FILE)',
    of: ['compare'],
    parse: (text) => text,
  },
  maxRegress: {
    flags: '--max-regress <share>',
    description: 'fail if slower than before by this much (default: 10%)',
    of: ['compare'],
    parse: share('--max-regress'),
  },
  predict: {
    flags: '--predict <list>',
    description: 'predict the throughput on so many CPUs: 64, or 16,32',
    of: ['scale'],
    parse: (text) => parseCounts('--predict', text),
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
