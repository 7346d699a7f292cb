import { parseDuration } from '../../../base/units.ts';
import { MAP_ENGINES } from '../../../model/engines/engine-names.ts';
import { parseHostName, parseLease } from '../parse/hosts.ts';
import { parseCounts, wholeNumber } from '../parse/numbers.ts';
import { oneOf } from '../parse/values.ts';
import type { OptionRow } from './row.ts';

/** Work beyond one machine: where hosts and submitters meet, and what a host is. */
export const HOSTS_OPTIONS = {
  broker: {
    flags: '--broker <url>',
    description:
      'Redis or Valkey: rediss://USER@HOST:PORT (default: CONCUR_BROKER; a password belongs there, not here)',
    of: ['worker', 'hosts', 'map', 'compare', 'scale'],
    parse: (text) => text,
  },
  insecure: {
    flags: '--insecure',
    description: 'let redis://, which encrypts nothing, go to another machine',
    of: ['worker', 'hosts', 'map', 'compare', 'scale'],
  },
  hostEngine: {
    flags: '--engine <name>',
    description: 'what its workers are: threads (default), or processes, which crash alone',
    of: ['worker'],
    parse: oneOf('--engine', MAP_ENGINES),
    values: MAP_ENGINES,
  },
  name: {
    flags: '--name <name>',
    description: 'what others call this host (default: the name of the machine)',
    of: ['worker'],
    parse: parseHostName,
  },
  lease: {
    flags: '--lease <time>',
    description: 'how long a host may be silent before others do its work: 1s to 10m (default: 10s)',
    of: ['worker', 'map'],
    parse: parseLease,
  },
  hosts: {
    flags: '--hosts <n>',
    description: 'begin when so many hosts are there (default: 1)',
    of: ['map'],
    parse: wholeNumber('--hosts', 1),
  },
  hostCounts: {
    flags: '--hosts <list>',
    description: 'numbers of hosts that run your function, instead of workers here: 1..4, or 1,2,4',
    of: ['scale'],
    parse: (text) => parseCounts('--hosts', text),
  },
  wait: {
    flags: '--wait <time>',
    description: 'give up where too few hosts are there for so long (default: 30s)',
    of: ['map'],
    parse: parseDuration,
  },
  runName: {
    flags: '--run <name>',
    description: 'keep results in the broker until the end: the same name goes on with them',
    of: ['map'],
    parse: (text) => text,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
