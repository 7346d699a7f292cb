import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Site } from './site.ts';
import { type Started, start } from './starting.ts';

/** A broker of the bench’s own. */
export interface BrokerServer extends Started {
  readonly url: string;
}

/** On 127.0.0.1, at a port of the kernel’s choice; its log of changes is put on the disk every second, as docs/hosts.md says. */
export async function startBroker(site: Site): Promise<BrokerServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(site.scratchDir, 'broker-'));
  const place = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder];
  const server = start([
    site.programs.redis ?? 'redis-server',
    ...place,
    '--save',
    '',
    '--appendonly',
    'yes',
  ]);
  await server.says('Ready to accept connections');
  return { ...server, url: `redis://127.0.0.1:${port}` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
