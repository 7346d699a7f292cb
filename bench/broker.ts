import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { BROKER_READY, freePort } from '../src/map/hosts/simulated/broker-server.ts';
import type { Site } from './site.ts';
import { type Started, start } from './starting.ts';

/** A broker of the bench’s own. */
export interface BrokerServer extends Started {
  readonly url: string;
}

/** On 127.0.0.1, at a port of the kernel’s choice; its log of changes is put on the disk every second, as docs/hosts-setup.md says. */
export async function startBroker(site: Site): Promise<BrokerServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(site.scratchDir, 'broker-'));
  const place = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder];
  const server = start(site, [
    site.programs.redis ?? 'redis-server',
    ...place,
    '--save',
    '',
    '--appendonly',
    'yes',
  ]);
  await server.says(BROKER_READY);
  return { ...server, url: `redis://127.0.0.1:${port}` };
}
