import { runNsOf, treeRunNsOf } from '../cpu-time.ts';
import { type HostsHere, type Mapped, Submitter, startHosts } from '../hosts.ts';
import type { Candidate } from '../row.ts';
import type { Site } from '../site.ts';

/** Two hosts of one thread each, or two processes of one machine. */
export const WORKERS = 2;

/** What a map took: of the clock, and of the CPUs of all that had to do with it. */
export interface Cost extends Mapped {
  readonly runNs: number;
}

/** A function on hosts, and on processes of this machine. */
export interface HostsPair {
  /** Who submits to the hosts. */
  readonly away: Submitter;
  /** The same map on both: `hosts NAME` and `processes NAME`. @param chunk units in each; 0 for as many as suit */
  mapping(name: string, units: number, chunk: number): readonly Candidate<Cost>[];
  stop(): Promise<void>;
}

/** @param file the peer whose function they do */
export async function startPair(site: Site, file: string): Promise<HostsPair> {
  const here = await startHosts(site, file, WORKERS);
  const away = await here.submitter();
  const local = await Submitter.start(site, file, ['processes', `${WORKERS}`]);
  return {
    away,
    mapping: (name, units, chunk) => [
      mapping(
        `hosts ${name}`,
        () => runOfAll(here, away),
        () => away.map(units, chunk),
      ),
      mapping(
        `processes ${name}`,
        () => treeRunNsOf(local.pid),
        () => local.map(units, chunk),
      ),
    ],
    async stop() {
      await Promise.all([local.kill(), here.stop()]);
    },
  };
}

function mapping(name: string, runNs: () => number, map: () => Promise<Mapped>): Candidate<Cost> {
  return {
    name,
    async run() {
      const before = runNs();
      const mapped = await map();
      return { ...mapped, runNs: runNs() - before };
    },
  };
}

function runOfAll({ broker, hosts }: HostsHere, { pid }: Submitter): number {
  return [broker.pid, pid, ...hosts.map((host) => host.pid)].reduce((sum, each) => sum + runNsOf(each), 0);
}
