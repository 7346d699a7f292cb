import { parseDuration } from '../../../base/units.ts';
import { wholeNumber } from '../parse/numbers.ts';
import { parseInterval } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** What is watched, and how. */
export const WATCH_OPTIONS = {
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
  threads: {
    flags: '--threads',
    description: 'show each thread in a row of its own, however alike they are',
    of: ['watch', 'report'],
  },
  exitVerdict: {
    flags: '--exit-verdict',
    description:
      'exit with the verdict instead of the command’s code: 0 PARALLEL or STARVED, 1 SERIALISED, 3 else',
    of: ['watch'],
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
