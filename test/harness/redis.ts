import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { findTool } from '../../src/machine/tools.ts';
import { BROKER_READY, freePort } from '../../src/map/hosts/simulated/broker-server.ts';
import type { NetworkPlace } from './network.ts';

/** The server that is installed here, and why there is none. */
const [SERVER] = ['redis-server', 'valkey-server'].flatMap(
  (name) => findTool(name, process.env.PATH ?? '') ?? [],
);
export const noRedis: string | null =
  SERVER === undefined ? 'neither redis-server nor valkey-server is in PATH' : null;

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  readonly folder: string;
  /** Its process, which changes with `start`. */
  process(): ChildProcess;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again, with what it has kept. */
  start(): Promise<void>;
  /** What `redis-cli` would print. @param words a command and what goes with it */
  ask(...words: string[]): Promise<unknown>;
}

/**
 * A broker of this test’s own: on 127.0.0.1, at a port of the kernel’s choice, in a folder of its own; gone with the test.
 * @param settings of its configuration, such as `--appendonly yes`
 */
export function startRedis(...settings: string[]): Promise<RedisServer> {
  return startRedisAt({ address: '127.0.0.1', within: [] }, ...settings);
}

/** The same elsewhere. @param place its address, and the words that enter the network namespace which has that */
export async function startRedisAt(
  { address, within }: NetworkPlace,
  ...settings: string[]
): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'concur-redis-'));
  // A file is there in every network namespace.
  const socket = join(folder, 'socket');
  const port = await freePort();
  const isTls = settings.includes('--tls-port');
  const plain = isTls
    ? settings.map((word) => (word === 'PORT' ? `${port}` : word))
    : ['--port', `${port}`, ...settings];
  let server: ChildProcess | null = null;
  const start = async () => {
    const own = ['--bind', address, '--unixsocket', socket, '--dir', folder, '--save', ''];
    const [program = '', ...words] = [...within, SERVER as string, ...own, ...plain];
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    server = child;
    await saysReady(child);
  };
  const kill = async () => {
    if (server === null || server.exitCode !== null || server.signalCode !== null) return;
    const left = once(server, 'exit');
    server.kill('SIGKILL');
    await left;
  };
  onTestFinished(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  await start();
  return {
    ...{ port, folder, start, kill },
    url: `${isTls ? 'rediss' : 'redis'}://${address}:${port}`,
    process: () => server as ChildProcess,
    async ask(command = '', ...words) {
      const client = new Redis({ path: socket, maxRetriesPerRequest: 1, retryStrategy: null });
      client.on('error', () => {});
      try {
        return await client.call(command, ...words);
      } finally {
        client.disconnect();
      }
    },
  };
}

/** Self-made certificates: an authority, one of the broker, one of a client. @returns their paths without the ending */
export function makeCertificates(folder: string): {
  readonly ca: string;
  readonly server: string;
  readonly client: string;
} {
  const ca = makeAuthority(folder, 'ca');
  return { ca, server: makeCertificate(folder, 'server', ca), client: makeCertificate(folder, 'client', ca) };
}

export function makeAuthority(folder: string, name: string): string {
  const path = join(folder, name);
  const subject = ['-subj', `/CN=${name}`, '-days', '2'];
  openssl('req', '-x509', ...NEW_KEY, '-keyout', `${path}.key`, '-out', `${path}.crt`, ...subject);
  return path;
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function makeCertificate(folder: string, name: string, ca: string): string {
  const path = join(folder, name);
  const names = ['-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost', '-subj', `/CN=${name}`];
  openssl(
    'req',
    '-x509',
    '-CA',
    `${ca}.crt`,
    '-CAkey',
    `${ca}.key`,
    ...NEW_KEY,
    '-keyout',
    `${path}.key`,
    '-out',
    `${path}.crt`,
    '-days',
    '2',
    ...names,
  );
  return path;
}

function openssl(...words: string[]): void {
  execFileSync('openssl', words, { stdio: 'pipe' });
}

/** Resolves when it takes connections. */
async function saysReady(child: ChildProcess): Promise<void> {
  let said = '';
  for await (const text of child.stdout?.setEncoding('utf8') ?? []) {
    said += text;
    if (said.includes(BROKER_READY)) break;
  }
  child.stdout?.resume();
  if (!said.includes(BROKER_READY)) throw new Error(`redis-server ended:\n${said}`);
}
