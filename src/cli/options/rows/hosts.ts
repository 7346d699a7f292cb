import { MAP_ENGINES } from '../../../model/engines/engine-names.ts';
import { parseHostName } from '../parse/hosts.ts';
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
    description: 'let redis:// (not encrypted) go to another machine',
    of: ['worker', 'hosts', 'map', 'compare', 'scale'],
  },
  hostEngine: {
    flags: '--engine <name>',
    description: 'its workers: threads (default), or processes',
    of: ['worker'],
    parse: oneOf('--engine', MAP_ENGINES),
    values: MAP_ENGINES,
  },
  name: {
    flags: '--name <name>',
    description: 'its name to others (default: the machine’s)',
    of: ['worker'],
    parse: parseHostName,
  },
  hosts: {
    flags: '--hosts <n>',
    description: 'begin when so many hosts are there (default: 1)',
    of: ['map'],
    parse: wholeNumber('--hosts', 1),
  },
  hostCounts: {
    flags: '--hosts <list>',
    description: 'numbers of hosts, instead of workers here: 1..4',
    of: ['scale'],
    parse: (text) => parseCounts('--hosts', text),
  },
  runName: {
    flags: '--run <name>',
    description: 'keep results in the broker: the same name goes on',
    of: ['map'],
    parse: (text) => text,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
