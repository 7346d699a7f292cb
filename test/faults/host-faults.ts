import { setTimeout as delay } from 'node:timers/promises';
import type { Run } from '../harness/concur.ts';
import type { Service } from '../harness/fleet.ts';
import type { RedisServer } from '../harness/redis.ts';

/** What a fault can meet: a map on hosts, as it is at the moment. */
export interface Scene {
  readonly redis: RedisServer;
  readonly hosts: readonly { readonly service: Service; link: ((state: 'up' | 'down') => void) | null }[];
  submitter(): Run;
}

/** Something that happens to it. `draw` gives numbers in [0, 1). */
export interface HostFault {
  readonly name: string;
  readonly needsLinks?: true;
  inject(scene: Scene, draw: () => number): Promise<void>;
}

/** An outage lasts as long as a lease of two seconds, half longer at most. */
const LONGEST_MS = 3_000;

export const HOST_FAULTS: readonly HostFault[] = [
  {
    name: 'kill -9 a host',
    inject: async (scene, draw) => void hostOf(scene, draw()).service.run().child.kill('SIGKILL'),
  },
  {
    name: 'a host is frozen',
    async inject(scene, draw) {
      const { child } = hostOf(scene, draw()).service.run();
      child.kill('SIGSTOP');
      await delay(draw() * LONGEST_MS);
      child.kill('SIGCONT');
    },
  },
  {
    name: 'the link of a host is down',
    needsLinks: true,
    async inject(scene, draw) {
      const { link } = hostOf(scene, draw());
      link?.('down');
      await delay(draw() * LONGEST_MS);
      link?.('up');
    },
  },
  {
    name: 'kill -9 the broker',
    async inject({ redis }, draw) {
      await redis.kill();
      await delay(draw() * LONGEST_MS);
      await redis.start();
    },
  },
  {
    name: 'kill -9 the submitter',
    inject: async ({ submitter }) => void submitter().child.kill('SIGKILL'),
  },
];

function hostOf({ hosts }: Scene, chance: number): Scene['hosts'][number] {
  return hosts[Math.floor(chance * hosts.length)] as Scene['hosts'][number];
}
