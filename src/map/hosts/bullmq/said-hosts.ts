import type { Redis } from 'ioredis';
import type { HostState, KnownHost } from '../../../model/hosts.ts';
import { HOSTS_KEY, hostKey } from './keys.ts';
import { readHostState } from './read-host-state.ts';

/** A host that said nothing for so long isn't listed any more. */
const FORGOTTEN_MS = 30_000;

/** What a host says of itself, for who wants to know (`saidHosts`). */
export async function sayHost(client: Redis, state: HostState): Promise<void> {
  await done(
    client
      .pipeline()
      .set(hostKey(state.id), JSON.stringify(state), 'PX', FORGOTTEN_MS)
      .zadd(HOSTS_KEY, state.saidAtMs, state.id)
      .zremrangebyscore(HOSTS_KEY, '-inf', state.saidAtMs - FORGOTTEN_MS)
      .pexpire(HOSTS_KEY, FORGOTTEN_MS),
  );
}

/** The host is gone, and said so. */
export async function forgetHost(client: Redis, id: string): Promise<void> {
  await done(client.pipeline().del(hostKey(id)).zrem(HOSTS_KEY, id));
}

/** What each host said last. */
export async function saidHosts(client: Redis): Promise<readonly HostState[]> {
  const ids = await client.zrange(HOSTS_KEY, 0, '-1');
  if (ids.length === 0) return [];
  const said = await client.mget(ids.map(hostKey));
  return said.flatMap((json) => readHostState(json) ?? []);
}

/** The same, and how long ago that was. */
export async function knownHosts(client: Redis): Promise<readonly KnownHost[]> {
  const said = await saidHosts(client);
  const [seconds, micros] = await client.time();
  const nowMs = Number(seconds) * 1_000 + Number(micros) / 1_000;
  return said.map((state) => ({ ...state, silentMs: Math.max(0, nowMs - state.saidAtMs) }));
}

/** @throws what the first of its commands was answered with, where that is an error */
async function done(pipeline: ReturnType<Redis['pipeline']>): Promise<void> {
  for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
}
