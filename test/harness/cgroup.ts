import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { parseCpuList } from '../../src/base/cpu-list.ts';
import { CONCUR, NODE, Run } from './concur.ts';

// Real cgroups of version 1, for tests that need a real limit. Each is gone after its test, whatever became of it.

const ROOT = {
  cpu: '/sys/fs/cgroup/cpu',
  cpuset: '/sys/fs/cgroup/cpuset',
  memory: '/sys/fs/cgroup/memory',
} as const;
/** A limit of each kind that limits nothing. */
const NOTHING = {
  cpu: ['cpu.cfs_quota_us', '-1'],
  cpuset: ['cpuset.cpus', '0'],
  memory: ['memory.limit_in_bytes', '-1'],
} as const;
/** What the kernel deals out to a CPU at a time, in nanoseconds (sched_cfs_bandwidth_slice_us). */
const SLICE_NS = 5e6;
let made = 0;

/** A group of real processes. */
export class Group {
  readonly path: string;

  constructor(controller: keyof typeof ROOT, parent?: Group) {
    this.path =
      parent === undefined
        ? join(ROOT[controller], `concur-${process.pid}-${++made}`)
        : join(parent.path, 'sub');
    mkdirSync(this.path);
    onTestFinished(() => this.#remove());
  }

  /** Sets its quota, in CPUs, a share of each period. */
  quota(cpus: number, periodUs = 100_000): this {
    this.#write('cpu.cfs_period_us', `${periodUs}`);
    this.#write('cpu.cfs_quota_us', `${Math.round(cpus * periodUs)}`);
    return this;
  }

  /** Sets its CPUs. */
  cpus(list: string): this {
    this.#write('cpuset.mems', readFileSync(join(ROOT.cpuset, 'cpuset.mems'), 'latin1').trim());
    this.#write('cpuset.cpus', list);
    return this;
  }

  /** Sets how many bytes of memory it may use. */
  memory(bytes: number): this {
    this.#write('memory.limit_in_bytes', `${bytes}`);
    return this;
  }

  /** Starts a command that is in the group from its first instruction on. */
  start(...command: string[]): Run {
    return new Run(['sh', '-c', `echo $$ > ${this.path}/tasks; exec "$@"`, 'sh', ...command]);
  }

  concur(...args: string[]) {
    return this.start(NODE, CONCUR, ...args).end();
  }

  /** The threads in it. */
  tasks(): string[] {
    return readFileSync(join(this.path, 'tasks'), 'latin1')
      .split('\n')
      .filter((tid) => tid !== '');
  }

  #write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  async #remove(): Promise<void> {
    for (let tries = 0; this.tasks().length > 0 && tries < 100; tries++) {
      for (const tid of this.tasks()) endThread(Number(tid));
      await delay(20);
    }
    rmdirSync(this.path);
  }
}

/**
 * The most cores' worth that a quota lets through while `wallNs` pass: a period can have begun just before and another
 * begins just before their end, and two CPUs may still hold a slice each.
 */
export function mostUnderQuota(cpus: number, periodUs: number, wallNs: number): number {
  return (cpus * (wallNs + periodUs * 1e3) + 2 * SLICE_NS) / wallNs;
}

/** Why a real limit of this kind can't be set here, or null. */
export function limitMissing(controller: keyof typeof ROOT): string | null {
  const path = join(ROOT[controller], `concur-${process.pid}-try`);
  const [file, nothing] = NOTHING[controller];
  try {
    // Where nothing is mounted, a folder would be made and would be no group.
    if (!existsSync(join(ROOT[controller], 'cgroup.procs'))) return `no cgroup v1 controller ${controller}`;
    mkdirSync(path);
    writeFileSync(join(path, file), nothing);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    if (existsSync(path)) rmdirSync(path);
  }
}

/** Why no cgroup namespace can be made here, or null. */
export function namespaceMissing(): string | null {
  try {
    execFileSync('unshare', ['--cgroup', 'true'], { stdio: 'pipe' });
    return null;
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'unknown';
  }
}

/** The CPUs that this process may run on. */
export function allowedHere(): number[] {
  const [, list = '0'] = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'latin1')) ?? [];
  return parseCpuList(list);
}

/** Processes that take what they can get, one turn each, until the test is over. */
export function startBurners(count: number, start: (...command: string[]) => Run): void {
  const burners = Array.from({ length: count }, () => start(NODE, '-e', 'for (;;);'));
  onTestFinished(async () => {
    for (const burner of burners) burner.child.kill('SIGKILL');
    await Promise.all(burners.map((burner) => burner.end()));
  });
}

/** Says that tests are skipped, and why. */
export function tellSkipped(what: string, why: string | null): void {
  if (why !== null) process.stderr.write(`skipped: ${what} (${why})\n`);
}

function endThread(tid: number): void {
  try {
    process.kill(tid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
