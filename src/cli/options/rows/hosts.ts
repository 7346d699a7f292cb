import type { OptionRow } from './row.ts';

/** Work beyond one machine: where hosts and submitters meet, and what a host is. */
export const HOSTS_OPTIONS = {
  broker: {
    flags: '--broker <url>',
    description:
      'Redis or Valkey: rediss://USER@HOST:PORT (default: CONCUR_BROKER; a password belongs there, not here)',
    of: ['hosts'],
    parse: (text) => text,
  },
  insecure: {
    flags: '--insecure',
    description: 'let redis://, which encrypts nothing, go to another machine',
    of: ['hosts'],
  },
} as const satisfies Readonly<Record<string, OptionRow>>;
