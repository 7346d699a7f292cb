import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Tools } from '../../../model/machine/machine.ts';
import { ownEnvironment } from './own-environment.ts';
import { OwnProcess } from './own-process.ts';

/** A broker of our own: only who has its URL, with the password, can do anything with it. */
export interface BrokerServer {
  readonly url: string;
  readonly process: OwnProcess;
}

export interface BrokerSetup {
  /** The path of redis-server or valkey-server. */
  readonly server: string;
  readonly tools: Tools;
  /** Where it may write: whoever made it removes it. */
  readonly folder: string;
}

/** What both servers say when they take connections. */
export const BROKER_READY = 'Ready to accept connections';

/**
 * Starts a broker that nothing but this machine reaches, at a port of the kernel's choice.
 * @throws Error with what it said where it doesn't come up
 */
export async function startBrokerServer({ server, tools, folder: cwd }: BrokerSetup): Promise<BrokerServer> {
  const port = await freePort();
  const password = randomBytes(24).toString('hex');
  const file = join(cwd, 'broker.conf');
  // What stands in a command's words everyone on this machine can read.
  writeFileSync(file, settings(port, password), { mode: 0o600 });
  const words = [server, file];
  const process = new OwnProcess({ name: 'the broker', words, tools, cwd, env: ownEnvironment() });
  const why = await Promise.race([process.lost, process.says(BROKER_READY)]);
  if (why !== undefined) throw new Error(why);
  return { url: `redis://:${password}@127.0.0.1:${port}`, process };
}

/** It writes nothing to the disk. */
function settings(port: number, password: string): string {
  return `bind 127.0.0.1\nport ${port}\nrequirepass ${password}\nsave ""\nappendonly no\n`;
}

/** One that nobody listens at, at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
