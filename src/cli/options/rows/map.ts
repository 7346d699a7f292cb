import { parseDuration } from '../../../base/units.ts';
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
    description: 'write the results here, one JSON object per line, in order (default: stdout)',
    of: ['map'],
    parse: (text) => text,
  },
  journal: {
    flags: '--journal <file>',
    description: 'keep here how far the output is (default: its name and .journal)',
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
    description: 'do only this part of the units: 2/5; all five together are the whole',
    of: ['map'],
    parse: parseShard,
  },
  values: { flags: '--values', description: 'write bare values, without their indices', of: ['map'] },
  onError: {
    flags: '--on-error <how>',
    description: 'when a unit fails: raise (end the run; the default), or collect (write the error, go on)',
    of: ['map'],
    parse: oneOf('--on-error', ON_ERROR),
    values: ON_ERROR,
  },
  mapEngine: {
    flags: '--engine <name>',
    description:
      'workers: threads (the default), processes, which may crash alone (for Python, too), or hosts (concur worker)',
    of: ['map'],
    parse: oneOf('--engine', MAP_WORDS),
    values: MAP_WORDS,
  },
  chunk: {
    flags: '--chunk <n>',
    description: 'units that a worker takes at a time (default: by how long they last)',
    of: ['map'],
    parse: wholeNumber('--chunk', 1),
  },
  concurrency: {
    flags: '--concurrency <n>',
    description: 'units that a worker has begun at a time, where they wait (default: 1)',
    of: ['map'],
    parse: wholeNumber('--concurrency', 1),
  },
  retries: {
    flags: '--retries <n>',
    description: 'how often a unit that fails is begun again (default: 0)',
    of: ['map'],
    parse: wholeNumber('--retries', 0),
  },
  unitTimeout: {
    flags: '--unit-timeout <time>',
    description: 'time limit of one unit: 10s; its worker is replaced',
    of: ['map'],
    parse: parseDuration,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
