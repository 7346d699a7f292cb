import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { codeTree } from '../fixtures/code-tree.ts';
import { CONCUR, NODE, Run } from './concur.ts';
import type { RedisServer } from './redis.ts';

/** Functions that note each unit that they begin: its index, the process and when. What a unit does is in its input. */
const WORK = `
import { appendFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { setTimeout as delay } from 'node:timers/promises';
const begun = new URL('./begun', import.meta.url);
export async function work({ act, ms }, index) {
  const host = isMainThread ? process.ppid : process.pid;
  appendFileSync(begun, index + ' ' + host + ' ' + Date.now() + '\\n');
  if (process.env.HOLD === 'yes') await delay(600_000);
  if (act === 'end-host') process.kill(host, 'SIGKILL');
  await delay(ms);
  if (act === 'throw') throw new RangeError('unit ' + index + ' is too much');
  if (act === 'exit') process.exit(7);
  if (act === 'hang') await delay(600_000);
  while (act === 'tick') {
    appendFileSync(new URL('./ticks', import.meta.url), '.');
    await delay(20);
  }
  if (act === 'fill') return 'x'.repeat(3 * 2 ** 20);
  return 2 * index;
}
export const other = (...unit) => work(...unit);
`;

/** What one unit is to do after some milliseconds; null for nothing but to answer. */
export type Act = 'throw' | 'exit' | 'end-host' | 'hang' | 'tick' | 'fill' | null;

export interface Begin {
  readonly index: number;
  /** The PID of its host. */
  readonly host: number;
  /** Unix time. */
  readonly atMs: number;
}

/** A line of what `concur map` writes. */
export type Line = { readonly index: number; readonly value: unknown } | LineOfFailure;
export interface LineOfFailure {
  readonly index: number;
  readonly error: { readonly name: string; readonly message: string };
}

export interface HostSetting {
  readonly words?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Words before it, such as those that enter a network namespace. */
  readonly within?: readonly string[];
  readonly root?: string;
}

export interface Service {
  /** The one that is there now. */
  run(): Run;
  /** Nobody starts it again. */
  end(): Promise<void>;
}

export interface MapSetting extends Omit<HostSetting, 'root'> {
  readonly output?: string;
  /** The export that does the units. */
  readonly fn?: string;
}

const OUTPUT = 'out.ndjson';

/** Hosts and submitters of one folder’s code, at one broker, as users start them. */
export class Fleet {
  readonly root = codeTree({ 'package.json': '{"type":"module"}', 'work.js': WORK, begun: '', ticks: '' });
  readonly lease: string;
  readonly #redis: RedisServer;
  readonly #hosts: Run[] = [];

  constructor(redis: RedisServer, lease = '1s') {
    this.#redis = redis;
    this.lease = lease;
  }

  /** Starts `concur worker`. */
  start(name: string, { words = [], env = {}, within = [], root = this.root }: HostSetting = {}): Run {
    const own = ['worker', './work.js#work', '--name', name, '--lease', this.lease, '-w', '1', ...words];
    const broker = { CONCUR_BROKER: this.#redis.url };
    const run = new Run([...within, NODE, CONCUR, ...own], { cwd: root, env: { ...broker, ...env } });
    onTestFinished(() => void run.child.kill('SIGKILL'));
    this.#hosts.push(run);
    return run;
  }

  /** Starts it, and resolves once it is there. */
  async host(name: string, setting: HostSetting = {}): Promise<Run> {
    const run = this.start(name, setting);
    await run.says(/is here for work\.js#work/);
    return run;
  }

  /** Keeps a host there: one that was killed is started again, as service managers do. */
  async service(name: string, setting: HostSetting = {}): Promise<Service> {
    let isWanted = true;
    let run = await this.host(name, setting);
    const served = (async () => {
      for (;;) {
        await run.end();
        if (!isWanted) return;
        run = this.start(name, setting);
      }
    })();
    const end = async () => {
      isWanted = false;
      run.child.kill('SIGKILL');
      await served;
    };
    onTestFinished(end);
    return { end, run: () => run };
  }

  /** Starts `concur map`. @param acts what each unit does, after some milliseconds */
  map(
    acts: readonly Act[],
    ms: number,
    { words = [], env = {}, within = [], output = OUTPUT, fn = 'work' }: MapSetting = {},
  ): Run {
    const rows = acts.map((act) => `${JSON.stringify({ act, ms })}\n`).join('');
    const input = `rows-of-${output}`;
    writeFileSync(join(this.root, input), rows);
    const files = ['--input', input, '--output', output, '--json'];
    const own = ['map', `./work.js#${fn}`, ...files, '--engine', 'hosts', '--lease', this.lease, ...words];
    const broker = { CONCUR_BROKER: this.#redis.url };
    const run = new Run([...within, NODE, CONCUR, ...own], { cwd: this.root, env: { ...broker, ...env } });
    onTestFinished(() => void run.child.kill('SIGKILL'));
    return run;
  }

  /** Units as they were begun. */
  begins(): Begin[] {
    const lines = readFileSync(join(this.root, 'begun'), 'utf8').trimEnd().split('\n').filter(Boolean);
    return lines.map((line) => {
      const [index = 0, host = 0, atMs = 0] = line.split(' ').map(Number);
      return { index, host, atMs };
    });
  }

  /** Resolves once so many units were begun, of those that are asked for. */
  async begun(count: number, of: (begin: Begin) => boolean = () => true): Promise<readonly Begin[]> {
    for (;;) {
      const begins = this.begins().filter(of);
      if (begins.length >= count) return begins;
      await delay(10);
    }
  }

  /** How much units that never end have done. */
  ticks(): number {
    return readFileSync(join(this.root, 'ticks')).length;
  }

  /** What `concur map` wrote, each unit once and in order. */
  lines(total: number, output = OUTPUT): Line[] {
    const text = readFileSync(join(this.root, output), 'utf8').trimEnd();
    const lines: Line[] = text.split('\n').map((line) => JSON.parse(line));
    expect(lines.map(({ index }) => index)).toEqual(Array.from({ length: total }, (_, index) => index));
    return lines;
  }

  /** Every unit has its right value but those that failed. @returns how these failed */
  failures(total: number, output = OUTPUT): LineOfFailure[] {
    const lines = this.lines(total, output);
    for (const line of lines) if ('value' in line) expect(line.value).toBe(2 * line.index);
    return lines.filter((line): line is LineOfFailure => 'error' in line);
  }

  /** What is in the broker of any run’s units. */
  async left(): Promise<string[]> {
    const keys = (await this.#redis.ask('KEYS', 'concur:*')) as string[];
    return keys.filter((key) =>
      /_[0-9a-f]{16}(?::|$)|:(?:wait|active|completed|failed|stalled|paused)$/.test(key),
    );
  }

  /** Tells all hosts to leave. Nothing is left of them, nor of what they did. */
  async disband(): Promise<void> {
    for (const { child } of this.#hosts) {
      child.kill('SIGCONT');
      child.kill('SIGTERM');
    }
    const ends = await Promise.all(this.#hosts.map((run) => run.end()));
    expect(ends.flatMap(({ orphans }) => orphans)).toEqual([]);
    expect(await this.left()).toEqual([]);
  }
}
