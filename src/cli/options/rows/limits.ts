import { parseDuration } from '../../../base/units.ts';
import { parseLease } from '../parse/hosts.ts';
import type { OptionRow } from './row.ts';

/** How long things may take. */
export const LIMIT_OPTIONS = {
  budget: {
    flags: '--budget <time>',
    description: 'plan runs to fit this time (default: 60s; check: 20s)',
    of: ['series', 'check'],
    parse: parseDuration,
  },
  timeout: {
    flags: '--timeout <time>',
    description: 'end after this time, with a partial report (exit 124)',
    of: ['run'],
    parse: parseDuration,
  },
  unitTimeout: {
    flags: '--unit-timeout <time>',
    description: 'time limit of one unit: 10s; its worker is replaced',
    of: ['map'],
    parse: parseDuration,
  },
  for: {
    flags: '--for <time>',
    description: 'watch so long, then end the command (SIGTERM)',
    of: ['watch'],
    parse: parseDuration,
  },
  wait: {
    flags: '--wait <time>',
    description: 'give up after so long with too few hosts (default: 30s)',
    of: ['map'],
    parse: parseDuration,
  },
  lease: {
    flags: '--lease <time>',
    description: 'silence after which others do its work (default: 10s)',
    of: ['worker', 'map'],
    parse: parseLease,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
