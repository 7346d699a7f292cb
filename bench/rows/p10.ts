import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { descendants } from '../../src/machine/proc/threads.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { candidateEnvironment } from '../launch.ts';
import { ratioLine } from '../line.ts';
import { pssBytes } from '../memory.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { peer } from './peer.ts';

const ENGINES = ['processes', 'threads'] as const;
type Engine = (typeof ENGINES)[number];
/** What the second group has more than the first is what its workers take: the parent is in both. */
const GROUPS = [8, 24] as const;
/** What has just been read or compiled is given back, or kept. */
const SETTLE_MS = 500;

/** Memory (Pss) that a waiting worker adds, pinned and at its barrier, beside a bare one's. */
export const p10: Row<number> = {
  name: 'P10',
  about: 'memory for each worker',
  needs: ['taskset', 'sh'],
  rounds: { full: 6, quick: 3 },
  async prepare(site) {
    return {
      candidates: ENGINES.flatMap((engine) => [
        added(site, engine, ours(site, engine)),
        added(site, `bare ${engine}`, bare(site, engine)),
      ]),
      lines: (bytes) =>
        ENGINES.map((engine) => {
          const what = `${engine}: Pss that a worker adds / a bare one`;
          return ratioLine(what, [bytes(engine), bytes(`bare ${engine}`)], megabytes, [{ atMost: 1.03 }]);
        }),
    };
  },
};

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

/** A group of so many workers that wait until they are ended: Node's words for it, and what it prints when all are ready. */
interface WorkerGroup {
  readonly readyMark: string;
  words(workers: number): string[];
}

function added(site: Site, name: string, group: WorkerGroup): Candidate<number> {
  return {
    name,
    async run() {
      const [few, many] = GROUPS;
      const before = await pssOf(site, group, few);
      return ((await pssOf(site, group, many)) - before) / (many - few);
    },
  };
}

/** Naps, so that nothing but the worker itself takes memory. */
function ours({ concur }: Site, engine: Engine): WorkerGroup {
  const naps = ['--steps', '1000', '--step-time', '1s', '--no-progress', '--json-stream'];
  return {
    readyMark: '"trial-go"',
    words: (workers) => [concur, 'demo', 'multicore', '-w', `${workers}`, '--engine', engine, ...naps],
  };
}

function bare({ machine }: Site, engine: Engine): WorkerGroup {
  return {
    readyMark: 'spawnNs',
    words: (workers) => [
      peer('bare-workers.cjs'),
      engine,
      `${workers}`,
      machine.allowedCpus.join(','),
      'hold',
    ],
  };
}

/** Of the process and its workers, in bytes, once all are ready. Ends them. */
async function pssOf(site: Site, { readyMark, words }: WorkerGroup, workers: number): Promise<number> {
  const child = spawn(process.execPath, words(workers), {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: candidateEnvironment(site),
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  try {
    while (!said.includes(readyMark)) {
      if (child.exitCode !== null)
        throw new Error(`a group ended with ${child.exitCode} before it was ready`);
      await delay(10);
    }
    await delay(SETTLE_MS);
    const pid = child.pid as number;
    const nodes = [pid, ...descendants(new Sysroot(), pid)].filter((each) => isNode(each));
    return nodes.reduce((sum, each) => sum + pssBytes(each), 0);
  } finally {
    const ended = new Promise((resolve) => child.on('exit', resolve));
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await ended;
    }
  }
}

function isNode(pid: number): boolean {
  try {
    return readlinkSync(`/proc/${pid}/exe`) === readlinkSync('/proc/self/exe');
  } catch {
    return false;
  }
}
