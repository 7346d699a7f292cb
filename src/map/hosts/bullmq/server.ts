import { ConcurError } from '../../../base/errors/errors.ts';
import type { Warning } from '../../../model/warning.ts';

/** What a broker says of itself, as far as it matters here. */
export interface ServerFacts {
  /** `7.0.15`: what Valkey says here is the version of Redis that it is compatible with. */
  readonly version: string;
  readonly isCluster: boolean;
  readonly isReplica: boolean;
  /** It still reads its data from the disk. */
  readonly isLoading: boolean;
  /** Bytes; 0 for no limit. */
  readonly maxMemory: number;
  /** What it throws away where its memory is full: `noeviction`, `allkeys-lru`, … */
  readonly evictionPolicy: string;
}

/** The oldest that BullMQ recommends: lists can be searched from there on. */
const OLDEST = [6, 2] as const;

/** Reads the answer to INFO. */
export function readServer(info: string): ServerFacts {
  const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  return {
    version: field('redis_version'),
    isCluster: field('redis_mode') === 'cluster',
    isReplica: field('role') === 'slave',
    isLoading: field('loading') === '1',
    maxMemory: Number(field('maxmemory')),
    evictionPolicy: field('maxmemory_policy') || 'noeviction',
  };
}

/** @throws ConcurError (CAPABILITY_MISSING) where it can't be a broker of ours */
export function checkServer(facts: ServerFacts, where: string): void {
  const refusal = refusalOf(facts);
  if (refusal === null) return;
  const [why, hint] = refusal;
  throw new ConcurError('CAPABILITY_MISSING', `the broker ${where} ${why}`, { hint });
}

/** Chunks and leases that a full broker throws away are done again: right, but slow. */
export function evictionWarning({ maxMemory, evictionPolicy }: ServerFacts, where: string): Warning | null {
  if (maxMemory === 0 || evictionPolicy === 'noeviction') return null;
  return {
    code: 'BROKER_EVICTS',
    message: `the broker ${where} throws data away where its memory is full (maxmemory-policy ${evictionPolicy}): chunks would be done again`,
    hint: 'Set its maxmemory-policy to noeviction.',
  };
}

function refusalOf({ version, isCluster, isReplica }: ServerFacts): readonly [string, string] | null {
  if (isCluster) return ['is a cluster, which isn’t supported', 'Name a single Redis or Valkey server.'];
  if (isReplica) return ['is a replica, which can’t be written to', 'Name its primary.'];
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  const oldest = OLDEST.join('.');
  return [
    `is of version ${version || 'unknown'}; ${oldest} is the oldest that will do`,
    `Use Redis ${oldest} or newer, or Valkey.`,
  ];
}
