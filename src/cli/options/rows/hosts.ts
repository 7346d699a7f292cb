import { parseHostName, parseLease } from '../parse/hosts.ts';
import type { OptionRow } from './row.ts';

/** Work beyond one machine: where hosts and submitters meet, and what a host is. */
export const HOSTS_OPTIONS = {
  broker: {
    flags: '--broker <url>',
    description:
      'Redis or Valkey: rediss://USER@HOST:PORT (default: CONCUR_BROKER; a password belongs there, not here)',
    of: ['worker', 'hosts'],
    parse: (text) => text,
  },
  insecure: {
    flags: '--insecure',
    description: 'let redis://, which encrypts nothing, go to another machine',
    of: ['worker', 'hosts'],
  },
  name: {
    flags: '--name <name>',
    description: 'what others call this host (default: the name of the machine)',
    of: ['worker'],
    parse: parseHostName,
  },
  lease: {
    flags: '--lease <time>',
    description: 'how long this host may be silent before others do its work: 1s to 10m (default: 10s)',
    of: ['worker'],
    parse: parseLease,
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
