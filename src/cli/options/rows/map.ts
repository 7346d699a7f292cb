import { MAP_WORDS } from '../../../model/engines/engine-names.ts';
import { wholeNumber } from '../parse/numbers.ts';
import { parseShard } from '../parse/shard.ts';
import { oneOf } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

const ON_ERROR = ['raise', 'collect'] as const;

/** A map from a file to a file. */
export const MAP_OPTIONS = {
  lines: {
    flags: '--input <file>',
    description: 'inputs of your function: one JSON value per line (- is stdin)',
    of: ['map'],
    parse: (text) => text,
  },
  output: {
    flags: '--output <file>',
    description: 'results, one JSON object per line (default: stdout)',
    of: ['map'],
    parse: (text) => text,
  },
  journal: {
    flags: '--journal <file>',
    description: 'how far the output is (default: its name + .journal)',
    of: ['map'],
    parse: (text) => text,
  },
  restart: {
    flags: '--restart',
    description: 'throw output and journal away, and begin anew',
    of: ['map'],
  },
  shard: {
    flags: '--shard <part>',
    description: 'this part of the units alone: 2/5, the second of five',
    of: ['map'],
    parse: parseShard,
  },
  values: { flags: '--values', description: 'write bare values, without their indices', of: ['map'] },
  onError: {
    flags: '--on-error <how>',
    description: 'failed units: raise (end; default), collect (go on)',
    of: ['map'],
    parse: oneOf('--on-error', ON_ERROR),
    values: ON_ERROR,
  },
  mapEngine: {
    flags: '--engine <name>',
    description: 'threads (default), processes, or hosts (concur worker)',
    of: ['map'],
    parse: oneOf('--engine', MAP_WORDS),
    values: MAP_WORDS,
  },
  chunk: {
    flags: '--chunk <n>',
    description: 'units that a worker takes at a time (default: by time)',
    of: ['map'],
    parse: wholeNumber('--chunk', 1),
  },
  concurrency: {
    flags: '--concurrency <n>',
    description: 'units that a worker awaits at a time (default: 1)',
    of: ['map'],
    parse: wholeNumber('--concurrency', 1),
  },
  retries: {
    flags: '--retries <n>',
    description: 'how often a failed unit is begun again (default: 0)',
    of: ['map'],
    parse: wholeNumber('--retries', 0),
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
