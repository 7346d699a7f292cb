import { PROGRAM_FIGURES, type ProgramRequirement } from '../../../model/requirement.ts';
import { wholeNumber } from '../parse/numbers.ts';
import { parseBound } from '../parse/requirement.ts';
import { parseInterval } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** What is watched, and how. */
export const WATCH_OPTIONS = {
  pid: {
    flags: '-p, --pid <pid>',
    description: 'a running process, by its ID',
    of: ['watch', 'cores'],
    parse: wholeNumber('-p', 1),
  },
  interval: {
    flags: '--interval <time>',
    description: 'sampling interval: 10ms to 1s (default: 50ms)',
    of: ['watch'],
    parse: parseInterval,
  },
  threads: {
    flags: '--threads',
    description: 'a row for each thread, however alike they are',
    of: ['watch', 'report'],
  },
  requirements: {
    flags: '--require <figure>',
    description: 'what has to be: parallelism>=2, blocked.lock<=10%; repeatable',
    of: ['watch'],
    parse: (text, before: readonly ProgramRequirement[] = []) => [
      ...before,
      parseBound(text, PROGRAM_FIGURES),
    ],
  },
  exitVerdict: {
    flags: '--exit-verdict',
    description:
      'exit with the verdict instead of the command’s code: 0 PARALLEL or STARVED, 1 SERIALISED, 3 else',
    of: ['watch'],
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
