import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import type { BrokerTls } from '../../../../src/map/hosts/broker.ts';
import { BULLMQ_BROKER } from '../../../../src/map/hosts/bullmq/bullmq-broker.ts';
import type { Warning } from '../../../../src/model/warning.ts';
import { tellSkipped } from '../../../harness/cgroup.ts';
import { makeAuthority, makeCertificates, noRedis, startRedis } from '../../../harness/redis.ts';

tellSkipped('what brokers refuse', noRedis);

const SECRET = 's3cret';
/** The permissions of docs/hosts-security.md. */
const PERMISSIONS =
  'resetkeys ~concur:* resetchannels -@all +@read +@write +@keyspace +@scripting +@transaction +@stream +@blocking +@connection +time -@dangerous +info -flushall -flushdb -keys';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'concur-broker-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function place(url: string, tls: BrokerTls | null = null) {
  return { url, tls, queue: 'concur:1:c0de', leaseMs: 1_000 };
}

/** What is said where there is no way to this broker: the same at all of its three ends. */
async function refusal(url: string, tls: BrokerTls | null = null): Promise<ConcurError> {
  const ends = [BULLMQ_BROKER.submit, BULLMQ_BROKER.serve, BULLMQ_BROKER.hosts];
  const errors = await Promise.all(
    ends.map((open) =>
      open(place(url, tls)).then(
        () => null,
        (error) => error,
      ),
    ),
  );
  for (const error of errors) expect(error).toBeInstanceOf(ConcurError);
  expect(new Set(errors.map(({ message }) => message)).size).toBe(1);
  return errors[0];
}

/** One chunk there and back. */
async function works(url: string, tls: BrokerTls | null = null): Promise<string> {
  const submitter = await BULLMQ_BROKER.submit(place(url, tls));
  const host = await BULLMQ_BROKER.serve(place(url, tls));
  try {
    return await new Promise((resolve, reject) => {
      host.on({ order() {}, line: (_, why) => reject(new Error(why ?? '')) });
      host.take(1, async ({ body }) => `${body} and back`);
      submitter.on({ answer: (_, body) => resolve(body), stalled() {}, host() {}, line() {} });
      submitter.put([{ id: 'run_0_1_0123456789abcdef', body: 'there' }]).catch(reject);
    });
  } finally {
    await submitter.drop(['run_0_1_0123456789abcdef']);
    await host.close(false);
    await submitter.close();
  }
}

async function listens(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as { port: number }).port;
}

describe.skipIf(noRedis !== null)('a broker that won’t do', () => {
  it('is one where nobody listens', async () => {
    const redis = await startRedis();
    await redis.kill();
    const { code, message, hint } = await refusal(redis.url);
    expect([code, message]).toEqual([
      'CAPABILITY_MISSING',
      `the broker ${redis.url} isn’t there: nobody listens`,
    ]);
    expect(hint).toMatch(/redis-server/);
  });

  it('is one that speaks something else', async () => {
    const server = createTcpServer((socket) =>
      socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    const place = `127.0.0.1:${await listens(server)}`;
    expect((await refusal(`redis://${place}`)).message).toMatch(/doesn’t speak the protocol of Redis$/);
    expect((await refusal(`rediss://${place}`)).message).toMatch(/doesn’t speak TLS there$/);
  });

  it('is one that doesn’t know the password, which is never shown', async () => {
    const redis = await startRedis('--requirepass', SECRET);
    const wrong = await refusal(redis.url.replace('//', '//:wr0ng@'));
    expect([wrong.code, wrong.message]).toEqual([
      'USAGE',
      `the broker ${redis.url.replace('//', '//:***@')} refuses the user or the password`,
    ]);
    const none = await refusal(redis.url);
    expect(none.message).toMatch(/refuses the user or the password$/);
    const everything = [wrong, none].map(
      (error) => `${error.stack}${JSON.stringify(error)}${String(error.cause)}`,
    );
    expect(everything.join()).not.toMatch(/wr0ng|s3cret/);
    expect(await works(redis.url.replace('//', `//:${SECRET}@`))).toBe('there and back');
  });

  it('is a cluster', async () => {
    const redis = await startRedis('--cluster-enabled', 'yes');
    expect((await refusal(redis.url)).message).toMatch(/is a cluster, which isn’t supported$/);
  });

  it('is a replica', async () => {
    const redis = await startRedis('--replicaof', '127.0.0.1 1');
    expect((await refusal(redis.url)).message).toMatch(/is a replica, which can’t be written to$/);
  });

  it('permits its user no more than docs/hosts-security.md says, and that is enough', async () => {
    const acl = join(folder(), 'users.acl');
    writeFileSync(
      acl,
      `user default off\nuser concur on >${SECRET} ${PERMISSIONS}\nuser other on >${SECRET} ~other:* +@all\nuser reader on >${SECRET} ~concur:* +@read +info +@connection\n`,
    );
    const redis = await startRedis('--aclfile', acl);
    const as = (user: string) => redis.url.replace('//', `//${user}:${SECRET}@`);
    expect(await works(as('concur'))).toBe('there and back');
    const client = new Redis(as('concur'));
    onTestFinished(() => client.disconnect());
    for (const command of [['FLUSHALL'], ['KEYS', '*'], ['CONFIG', 'GET', 'dir'], ['GET', 'other']]) {
      const [name = '', ...words] = command;
      await expect(client.call(name, ...words)).rejects.toThrow('NOPERM');
    }
    for (const user of ['other', 'reader']) {
      const { code, message, hint } = await refusal(as(user));
      expect([code, message]).toEqual([
        'CAPABILITY_MISSING',
        `the broker ${as(user).replace(SECRET, '***')} doesn’t permit its user what is needed`,
      ]);
      expect(hint).toMatch(/docs\/hosts-security\.md/);
    }
  });

  it('has a certificate of an authority that nobody named, or wants one of ours', async () => {
    const path = folder();
    const { ca, server, client } = makeCertificates(path);
    const other = makeAuthority(path, 'other');
    const files = [
      '--tls-cert-file',
      `${server}.crt`,
      '--tls-key-file',
      `${server}.key`,
      '--tls-ca-cert-file',
      `${ca}.crt`,
    ];
    const redis = await startRedis('--port', '0', '--tls-port', 'PORT', ...files);
    const ours = { certificate: `${client}.crt`, key: `${client}.key` };
    expect(await works(redis.url, { ca: `${ca}.crt`, ...ours })).toBe('there and back');
    for (const wrong of [null, { ca: `${other}.crt`, ...ours }]) {
      const { code, message, hint } = await refusal(redis.url, wrong);
      expect([code, message]).toEqual([
        'USAGE',
        `the broker ${redis.url} has a certificate that no known authority signed`,
      ]);
      expect(hint).toMatch(/CONCUR_BROKER_CA/);
    }
    // Whether its alert arrives before the connection is closed is chance.
    const unknown = place(redis.url, { ca: `${ca}.crt`, certificate: null, key: null });
    const without = await BULLMQ_BROKER.hosts(unknown).catch((error) => error);
    expect(without.message).toMatch(
      /wants a certificate of ours that it knows$|closes the connection at once$/,
    );
    expect(without.hint).toMatch(/CONCUR_BROKER_CERT/);
    const plain = await refusal(redis.url.replace('rediss', 'redis'));
    expect(plain.hint).toMatch(/rediss:\/\//);
    const missing = await refusal(redis.url, { ca: join(path, 'no.crt'), certificate: null, key: null });
    expect(missing.message).toMatch(/no\.crt can’t be read/);
  });

  it('is used, with a warning of ours, where it throws data away', async () => {
    const redis = await startRedis('--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru');
    const warnings: Warning[] = [];
    const host = await BULLMQ_BROKER.serve({
      ...place(redis.url),
      warn: (warning) => warnings.push(warning),
    });
    await host.close(true);
    expect(warnings.map(({ code }) => code)).toEqual(['BROKER_EVICTS']);
  });
});
