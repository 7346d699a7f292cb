import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtFile } from '../../../base/files/package-root.ts';
import { type Clock, MonotonicClock, sleep } from '../../../base/time/clock.ts';
import type { HostState } from '../../../model/hosts.ts';
import type { BrokerPlace } from '../broker.ts';
import { BULLMQ_BROKER } from '../bullmq/bullmq-broker.ts';
import { type BrokerSetup, startBrokerServer } from './broker-server.ts';
import { ownEnvironment } from './own-environment.ts';
import { type OwnPids, ownPids } from './own-pids.ts';
import { OwnProcess } from './own-process.ts';

export interface CompanySetup extends BrokerSetup {
  /** The path of util-linux’s, or null. */
  readonly unshare: string | null;
  /** What the hosts are called. Each has a folder of its name. */
  readonly names: readonly string[];
  readonly leaseMs: number;
}

/** What hosts are started with: an export of a file. */
export const UNIT = 'unitOnHost';
export const unitFile = (): string => builtFile('workloads', 'unit-on-host.cjs');

const LOOK_MS = 50;
/** The end of a process is heard of so much later than others notice that it is gone. */
const LATE_MS = 200;
/** Who isn’t there after so long won’t come. */
const PATIENCE_MS = 9_000;

/** A broker and hosts that are processes here: one machine, one boot_id. */
export class Company {
  readonly setup: CompanySetup;
  readonly place: BrokerPlace;
  readonly clock: Clock = new MonotonicClock();
  /** Why the hosts have no PIDs of their own; null where each has. */
  readonly whyNoOwnPids: string | null;
  /** What they said of themselves when all were there. */
  states: readonly HostState[] = [];
  readonly #processes: readonly OwnProcess[];

  /** Resolves when all are there. @throws Error where that comes to nothing: then none is left */
  static async open(setup: CompanySetup): Promise<Company> {
    const { url, process } = await startBrokerServer(setup);
    const pids = ownPids(setup.unshare);
    const hosts = setup.names.map((name) => startHost(name, setup, url, pids));
    const company = new Company(setup, url, [process, ...hosts], pids.why);
    try {
      company.states = await company.unlessLost(company.#allHere());
      return company;
    } catch (error) {
      await company.end();
      throw error;
    }
  }

  private constructor(
    setup: CompanySetup,
    url: string,
    processes: readonly OwnProcess[],
    whyNoOwnPids: string | null,
  ) {
    this.setup = setup;
    this.place = { url, tls: null };
    this.whyNoOwnPids = whyNoOwnPids;
    this.#processes = processes;
  }

  /** @throws Error where the broker or a host ends meanwhile, and nobody here ended it: whatever else fails then comes of that */
  async unlessLost<T>(act: Promise<T>): Promise<T> {
    const lost = this.#processes.map(async (process): Promise<never> => {
      throw new Error(await process.lost);
    });
    const afterwards = act.catch(async (error) => {
      await sleep(this.clock, LATE_MS);
      throw error;
    });
    return Promise.race([afterwards, ...lost]);
  }

  /** Ends a host at once, as a power cut does. */
  async kill(name: string): Promise<void> {
    await this.#processes.find((process) => process.name === hostName(name))?.end();
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.end()));
  }

  async #allHere(): Promise<readonly HostState[]> {
    const untilNs = this.clock.nowNs() + PATIENCE_MS * 1e6;
    while (this.clock.nowNs() < untilNs) {
      const said = await BULLMQ_BROKER.hosts(this.place);
      const here = said.filter(({ state }) => state === 'here');
      if (here.length === this.setup.names.length) {
        return here.toSorted((one, other) => (one.name < other.name ? -1 : 1));
      }
      await sleep(this.clock, LOOK_MS);
    }
    throw new Error(`after ${PATIENCE_MS / 1000} s not all hosts are there`);
  }
}

const hostName = (name: string): string => `host ${name}`;

function startHost(name: string, setup: CompanySetup, url: string, { wrapper }: OwnPids): OwnProcess {
  const { folder, tools, leaseMs } = setup;
  const cwd = join(folder, name);
  mkdirSync(cwd);
  const concur = [process.execPath, builtFile('bin', 'concur.cjs'), 'worker', `${unitFile()}#${UNIT}`];
  const words = [...wrapper, ...concur, '--name', name, '-w', '1', '--lease', `${leaseMs}ms`];
  const env = { ...ownEnvironment(), CONCUR_BROKER: url };
  return new OwnProcess({ name: hostName(name), words, tools, cwd, env });
}
