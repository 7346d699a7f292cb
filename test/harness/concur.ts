import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { statState } from '../../src/machine/proc/proc-text.ts';
import type { DemoReport } from '../../src/model/documents/report.ts';

/** The Node that runs the command line: another one in `npm run test:nodes`. */
export const NODE = process.env.CONCUR_TEST_NODE ?? process.execPath;
export const CONCUR = join(packageRoot(), 'dist', 'bin', 'concur.cjs');
export const MARK = 'CONCUR_TEST_RUN';
/** Runs of tests start with what others compiled, and none of it lies among the user’s own. */
const XDG_CACHE_HOME = join(packageRoot(), 'node_modules', '.cache', 'tests');

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  /** This run's processes that were still alive two seconds after its end. */
  readonly orphans: string[];
}

/** A run of the real command line, with all that came of it found again by a mark in its environment. */
export class Run {
  readonly child: ChildProcess;
  readonly mark = randomUUID();
  stdout = '';
  stderr = '';
  readonly #ended: Promise<[number | null, string | null]>;

  constructor(command: readonly string[], options: SpawnOptions = {}) {
    const [file = NODE, ...args] = command;
    const env = { ...cleanEnvironment(), ...options.env, [MARK]: this.mark };
    this.child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, env });
    this.child.stdout?.on('data', (text) => {
      this.stdout += text;
    });
    this.child.stderr?.on('data', (text) => {
      this.stderr += text;
    });
    this.#ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (code, signal) => resolve([code, signal]));
    });
  }

  async end(): Promise<Ended> {
    const [code, signal] = await this.#ended;
    return { code, signal, stdout: this.stdout, stderr: this.stderr, orphans: await this.orphans() };
  }

  /** Resolves once stderr has said something. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stderr);
      if (match !== null) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`ended without saying ${pattern}:\n${this.stderr}`);
      }
      await delay(10);
    }
  }

  orphans(withinMs?: number): Promise<string[]> {
    return orphansOf(this.mark, withinMs);
  }
}

/** The command lines of a run's processes that are still there after `withinMs`. */
export async function orphansOf(mark: string, withinMs = 2000): Promise<string[]> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const alive = processesWith(`${MARK}=${mark}`);
    if (alive.length === 0 || performance.now() >= endMs) return alive;
    await delay(20);
  }
}

/** Runs `concur` to its end. */
export function concur(args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  return new Run([NODE, CONCUR, ...args], options).end();
}

/** Starts `concur` and leaves it running. */
export function startConcur(args: readonly string[], options: SpawnOptions = {}): Run {
  return new Run([NODE, CONCUR, ...args], options);
}

/** The whole document that a run printed. */
export function documentOf({ stdout, stderr }: Ended): DemoReport {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`not one JSON document:\n${stdout}\n--- stderr:\n${stderr}`);
  }
}

/** What a run's environment shares with that of the tests: nothing that changes how output looks. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, XDG_CACHE_HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), LANG: 'C.UTF-8' };
}

function processesWith(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const marked = readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
        const state = statState(readFileSync(`/proc/${pid}/stat`, 'latin1'));
        const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
        return marked && state !== 'Z' ? [`${pid} ${commandLine}`] : [];
      } catch {
        return [];
      }
    });
}
