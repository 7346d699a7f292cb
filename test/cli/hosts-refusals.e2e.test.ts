import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { codeTree } from '../fixtures/code-tree.ts';
import { USUAL_HOST } from '../fixtures/host-state.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, NODE, Run } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';
import { makeAuthority, makeCertificates, noRedis, startRedis } from '../harness/redis.ts';

tellSkipped('hosts at brokers that won’t do', noRedis);

const ENDS = {
  worker: ['worker', './work.js#work', '--name', 'a'],
  hosts: ['hosts', '--json'],
  map: ['map', './work.js#work', '--input', 'rows.ndjson', '--output', 'out.ndjson', '--json'],
};

/** What each end says of a broker, in the same words: as a document where it prints one. @returns the code, what is wrong, what to do */
async function refusal(
  env: NodeJS.ProcessEnv,
  concur = CONCUR,
): Promise<readonly [code: number | null, message: string, hint: string]> {
  const tree = { 'package.json': '{"type":"module"}', 'rows.ndjson': '1\n2\n' };
  const cwd = codeTree({ ...tree, 'work.js': 'export const work = (n) => n;' });
  const ends = await Promise.all(
    Object.entries(ENDS).map(([name, own]) => {
      const engine = name === 'map' ? ['--engine', 'hosts', '--wait', '1s'] : [];
      return new Run([NODE, concur, ...own, ...engine], { cwd, env }).end();
    }),
  );
  const [worker, hosts, map] = ends as [(typeof ends)[0], (typeof ends)[0], (typeof ends)[0]];
  const { error, exit } = errorDocumentOf(hosts);
  for (const { code, stderr, orphans } of ends) {
    expect([code, orphans]).toEqual([exit.code, []]);
    expect(stderr).toContain(`concur: ${error.message}\n${error.hint}`);
    expect(stderr).not.toMatch(/s3cret|wr0ng|^\s+at /m);
  }
  expect(errorDocumentOf(map).error).toEqual(error);
  expect(worker.stdout).toBe('');
  return [exit.code, error.message, error.hint ?? ''];
}

/** A server that says of itself that it is of an old version, and OK to all else. */
async function oldServer(): Promise<string> {
  const info = '# Server\r\nredis_version:5.0.14\r\nredis_mode:standalone\r\n';
  const server = createServer((socket) => {
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (text) => {
      for (const [, command = ''] of `${text}`.matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        const isInfo = command.toUpperCase() === 'INFO';
        socket.write(isInfo ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `redis://127.0.0.1:${(server.address() as { port: number }).port}`;
}

/** The package as it is installed where nobody asked for what is optional. */
function withoutOptionalPackages(): string {
  const root = temporaryFolder();
  const modules = join(packageRoot(), 'node_modules');
  for (const name of ['dist', 'package.json']) {
    cpSync(join(packageRoot(), name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, 'node_modules'));
  for (const name of readdirSync(modules)) {
    if (name !== 'bullmq' && name !== 'ioredis') {
      symlinkSync(join(modules, name), join(root, 'node_modules', name));
    }
  }
  return join(root, 'dist', 'bin', 'concur.cjs');
}

describe.skipIf(noRedis !== null)('worker, hosts and map', () => {
  it('say where no broker is named, or none is there', async () => {
    const [code, message, hint] = await refusal({});
    expect([code, message]).toEqual([2, 'no broker is named']);
    expect(hint).toMatch(/--broker|CONCUR_BROKER/);
    const redis = await startRedis();
    await redis.kill();
    expect(await refusal({ CONCUR_BROKER: redis.url })).toEqual([
      5,
      `the broker ${redis.url} isn’t there: nobody listens`,
      'Check the address, and that redis-server or valkey-server runs there.',
    ]);
  });

  it('say that a password is wrong, and never which', async () => {
    const redis = await startRedis('--requirepass', 's3cret');
    const url = redis.url.replace('//', '//:wr0ng@');
    expect(await refusal({ CONCUR_BROKER: url })).toEqual([
      2,
      `the broker ${url.replace('wr0ng', '***')} refuses the user or the password`,
      'Check both in the broker’s URL: rediss://USER:PASSWORD@HOST:PORT.',
    ]);
  });

  it('say that a certificate is one that nobody known signed', async () => {
    const folder = temporaryFolder();
    const { ca, server } = makeCertificates(folder);
    const files = ['--tls-cert-file', `${server}.crt`, '--tls-key-file', `${server}.key`];
    const tls = [...files, '--tls-ca-cert-file', `${ca}.crt`, '--tls-auth-clients', 'no'];
    const redis = await startRedis('--port', '0', '--tls-port', 'PORT', ...tls);
    const other = `${makeAuthority(folder, 'other')}.crt`;
    expect(await refusal({ CONCUR_BROKER: redis.url, CONCUR_BROKER_CA: other })).toEqual([
      2,
      `the broker ${redis.url} has a certificate that no known authority signed`,
      'Set CONCUR_BROKER_CA to the PEM file of the authority that signed it.',
    ]);
  });

  it('say that a broker is a cluster, or too old', async () => {
    const cluster = await startRedis('--cluster-enabled', 'yes');
    expect(await refusal({ CONCUR_BROKER: cluster.url })).toEqual([
      5,
      `the broker ${cluster.url} is a cluster, which isn’t supported`,
      'Name a single Redis or Valkey server.',
    ]);
    const url = await oldServer();
    expect(await refusal({ CONCUR_BROKER: url })).toEqual([
      5,
      `the broker ${url} is of version 5.0.14; 6.2 is the oldest that will do`,
      'Use Redis 6.2 or newer, or Valkey.',
    ]);
  });

  it('say what to install where the optional packages are missing', async () => {
    const concur = withoutOptionalPackages();
    expect(await refusal({ CONCUR_BROKER: 'redis://127.0.0.1:1' }, concur)).toEqual([
      5,
      'hosts need the packages bullmq and ioredis, and they aren’t installed',
      'Type: npm install bullmq ioredis',
    ]);
  });
});

describe.skipIf(noRedis !== null)('a map on hosts', () => {
  it('says who speaks another protocol', async () => {
    const redis = await startRedis();
    const state = { ...USUAL_HOST, name: 'old', id: 'old', protocol: 7, concur: '0.0.7', node: '18.0.0' };
    await redis.ask('SET', 'concur:host:old', JSON.stringify(state));
    await redis.ask('ZADD', 'concur:hosts', '1', 'old');
    const cwd = codeTree({ 'package.json': '{"type":"module"}', 'rows.ndjson': '1\n', 'work.js': '' });
    const words = [...ENDS.map, '--engine', 'hosts', '--wait', '500ms'];
    const ended = await new Run([NODE, CONCUR, ...words], { cwd, env: { CONCUR_BROKER: redis.url } }).end();
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('old speaks another protocol (concur 0.0.7, Node 18.0.0)');
  });
});
