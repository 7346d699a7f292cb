import type { Redis } from 'ioredis';
import type { Warning } from '../../../model/warning.ts';
import { redacted } from '../broker-url.ts';
import type { ClientOptions } from './address.ts';
import { brokerFailure } from './failures.ts';
import { PREFIX, PROBE_KEY } from './keys.ts';
import type { BrokerPackages } from './packages.ts';
import { checkServer, evictionWarning, readServer } from './server.ts';

/** Scripts that read and write are all that BullMQ consists of. */
const WRITE = "return redis.call('SET', KEYS[1], '1', 'PX', 1000)";

/**
 * Finds out, by a connection that isn’t tried again, whether there is a broker that will do, and whether we may do there what
 * we have to: ioredis and BullMQ would print their doubts.
 * @throws ConcurError that says what to do about it
 */
export async function probe(
  { Redis }: BrokerPackages,
  options: ClientOptions,
  url: string,
  warn: (warning: Warning) => void,
): Promise<void> {
  const client = new Redis({ ...options, retryStrategy: null, enableReadyCheck: false });
  let last: unknown = null;
  client.on('error', (error) => {
    last ??= error;
  });
  try {
    await client.connect();
    await look(client, redacted(url), warn);
  } catch (error) {
    // What comes of the call says no more than that the connection is closed.
    throw brokerFailure(last ?? error, url);
  } finally {
    client.disconnect();
  }
}

async function look(client: Redis, where: string, warn: (warning: Warning) => void): Promise<void> {
  const facts = readServer(await client.info());
  checkServer(facts, where);
  const warning = evictionWarning(facts, where);
  if (warning !== null) warn(warning);
  if (facts.isLoading) return;
  await client.eval(WRITE, 1, PROBE_KEY);
  await client.xrevrange(`${PREFIX}:probe-stream`, '+', '-', 'COUNT', 1);
}
