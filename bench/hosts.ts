import { type BrokerServer, startBroker } from './broker.ts';
import { peer } from './rows/peer.ts';
import type { Site } from './site.ts';
import { type Started, start } from './starting.ts';

/** As `concur worker` has it by default, in ms. */
export const LEASE_MS = 10_000;

/** A broker with hosts at a function, each of one thread, all on this machine. */
export interface HostsHere {
  readonly broker: BrokerServer;
  readonly hosts: readonly Started[];
  /** Who submits: its broker and its lease are those of the hosts. */
  submitter(): Promise<Submitter>;
  stop(): Promise<void>;
}

/** @param file the peer whose function they do */
export async function startHosts(
  site: Site,
  file: string,
  count: number,
  leaseMs = LEASE_MS,
): Promise<HostsHere> {
  const broker = await startBroker(site);
  const words = [site.concur, 'worker', peer(file), '--broker', broker.url, '--lease', `${leaseMs}ms`];
  const hosts = Array.from({ length: count }, (_, n) =>
    start(site, [process.execPath, ...words, '--workers', '1', '--name', `host${n}`]),
  );
  await Promise.all(hosts.map((host) => host.says('is here for')));
  const submitters: Submitter[] = [];
  return {
    ...{ broker, hosts },
    async submitter() {
      const submitter = await Submitter.start(site, file, ['hosts', '0', broker.url, `${leaseMs}`]);
      submitters.push(submitter);
      return submitter;
    },
    async stop() {
      await Promise.all([...submitters, ...hosts, broker].map((each) => each.kill()));
    },
  };
}

/** A process with a pool, which does what it is told (`peers/map-on-order.mjs`). */
export class Submitter {
  readonly #process: Started;

  /** @param words engine, workers, broker and lease */
  static async start(site: Site, file: string, words: readonly string[]): Promise<Submitter> {
    const started = start(site, [process.execPath, peer('map-on-order.mjs'), peer(file), ...words]);
    await started.says('up');
    return new Submitter(started);
  }

  private constructor(started: Started) {
    this.#process = started;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Has units done. @param chunk units in each; 0 for as many as suit */
  async map(units: number, chunk: number): Promise<Mapped> {
    return JSON.parse(await this.#order(`map ${units} ${chunk}`));
  }

  /** Sends units one after the other. @returns how long each took there and back, in ms */
  async trips(count: number): Promise<readonly number[]> {
    return JSON.parse(await this.#order(`trips ${count}`)).ms;
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  #order(order: string): Promise<string> {
    this.#process.child.stdin?.write(`${order}\n`);
    return this.#process.says('{');
  }
}

export interface Mapped {
  readonly ms: number;
  /** Of all results: their sum, and the largest. */
  readonly sum: number;
  readonly most: number;
}
