import { readFileSync } from 'node:fs';
import type { RedisOptions } from 'ioredis';
import { usageError } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import type { BrokerPlace, BrokerTls } from '../broker.ts';
import { readBrokerUrl } from '../broker-url.ts';

const CONNECT_MS = 5_000;
/** A broker that says nothing for so long, though it was asked, is one that can’t be reached. */
const SILENCE_MS = 10_000;
/** The longest pause between two tries to reach it again. */
const RETRY_MS = 500;

/** Answers come in the shapes of RESP2, which BullMQ reads. */
export type ClientOptions = RedisOptions & { readonly replyMapping: 'legacy' };

/**
 * @param isGivenUp whether a connection that breaks isn’t to be made again
 * @throws ConcurError (USAGE) where a file of a certificate can't be read
 */
export function clientOptions({ url, tls }: BrokerPlace, isGivenUp: () => boolean): ClientOptions {
  // Whether it has to be encrypted was decided where it was named.
  const { host, port, user, password, database, isEncrypted } = readBrokerUrl(url, { insecure: true });
  return {
    host,
    port,
    ...(user === null ? {} : { username: user }),
    ...(password === null ? {} : { password }),
    db: database,
    ...(isEncrypted ? { tls: certificates(tls) } : {}),
    connectTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // BullMQ wants it so: what is said while the line is down is said when it is up again.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isGivenUp() ? null : Math.min(RETRY_MS, 25 * 2 ** times)),
    lazyConnect: true,
    replyMapping: 'legacy',
  };
}

/** As Node’s `tls.connect` takes them. */
interface Certificates {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

function certificates(tls: BrokerTls | null): Certificates {
  const { ca = null, certificate = null, key = null } = tls ?? {};
  return {
    ...(ca === null ? {} : { ca: readPem(ca) }),
    ...(certificate === null ? {} : { cert: readPem(certificate) }),
    ...(key === null ? {} : { key: readPem(key) }),
  };
}

function readPem(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw usageError(`${file} can’t be read: ${messageOf(error)}`, 'Name a PEM file that is there.');
  }
}
