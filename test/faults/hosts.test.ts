import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import type { Ended, Run } from '../harness/concur.ts';
import { Fleet } from '../harness/fleet.ts';
import { Network } from '../harness/network.ts';
import { noRedis, startRedisAt } from '../harness/redis.ts';
import { HOST_FAULTS, type Scene } from './host-faults.ts';

// Maps on hosts, several faults each, one after the other, as they come from a seed: CONCUR_FAULT_SEED chooses other ones.

const SEED = Number(process.env.CONCUR_FAULT_SEED ?? 1);
const MAPS = 10;
/** Two are enough to keep two cores busy. */
const AT_ONCE = 2;
const FAULTS_EACH = 5;
const UNITS = 240;
const UNIT_MS = 40;
const LONGEST_PAUSE_MS = 600;

tellSkipped('random faults of hosts', noRedis);
const noNetwork = Network.missing();
tellSkipped('links of hosts that are cut', noNetwork);
const possible = HOST_FAULTS.filter(({ needsLinks }) => needsLinks !== true || noNetwork === null);

describe.skipIf(noRedis !== null)(`maps on hosts under random faults (seed ${SEED})`, () => {
  for (let first = 0; first < MAPS; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => first + i);
    it(`maps ${numbers.join(' and ')}`, () => Promise.all(numbers.map(survive)));
  }
});

/** Every unit has its one outcome, and nobody is left. */
async function survive(number: number): Promise<void> {
  const draw = seededRandom(SEED * 1_000_003 + number);
  const told: string[] = [`seed ${SEED}, map ${number}`];
  const network = noNetwork === null ? new Network() : null;
  const hub = network?.hub ?? { address: '127.0.0.1', within: [] };
  const persistence = draw() < 0.5 ? ['--appendonly', 'yes'] : [];
  const redis = await startRedisAt(hub, '--protected-mode', 'no', ...persistence);
  const fleet = new Fleet(redis, '2s');
  const words = ['--insecure'];
  const hosts = await Promise.all(
    ['a', 'b'].map(async (name) => {
      const { within = [], link = null } = network?.node() ?? {};
      return { service: await fleet.service(name, { words, within }), link };
    }),
  );
  const mapped = new Mapped(fleet, [...words, '--run', 'nightly', '--chunk', '5'], hub.within);
  const scene: Scene = { redis, hosts, submitter: () => mapped.run };
  for (let fault = 0; fault < FAULTS_EACH; fault++) {
    await delay(draw() * LONGEST_PAUSE_MS);
    const { name, inject } = possible[Math.floor(draw() * possible.length)] as (typeof possible)[0];
    told.push(name);
    await inject(scene, draw);
  }
  const { code, stderr } = await mapped.ended;
  expect(code, `${told.join(', ')}:\n${stderr}`).toBe(0);
  expect(fleet.failures(UNITS), told.join(', ')).toEqual([]);
  await expect.poll(() => fleet.left(), { message: told.join(', '), timeout: 10_000 }).toEqual([]);
  await Promise.all(hosts.map(({ service }) => service.end()));
}

/** `concur map`, again with the same words where it was killed, or came when the broker wasn’t there. */
class Mapped {
  run: Run;
  readonly ended: Promise<Ended>;

  constructor(fleet: Fleet, words: readonly string[], within: readonly string[]) {
    const start = () => fleet.map(new Array(UNITS).fill(null), UNIT_MS, { words, within });
    this.run = start();
    this.ended = this.#end(start);
  }

  async #end(start: () => Run): Promise<Ended> {
    for (;;) {
      const ended = await this.run.end();
      const hasFound = ended.code !== 5 || !ended.stderr.startsWith('concur: the broker');
      if (ended.signal !== 'SIGKILL' && hasFound) return ended;
      this.run = start();
    }
  }
}
