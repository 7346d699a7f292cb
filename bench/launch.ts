import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shellWord } from '../src/engine/threads/pinner.ts';
import type { Site } from './site.ts';

const STOPWATCH = fileURLToPath(new URL('stopwatch.cjs', import.meta.url));

/** How a candidate is run. */
export interface Launch {
  readonly command: readonly string[];
  /** The size of the pseudo-terminal that it stands on; null for pipes. */
  readonly terminal: { readonly columns: number; readonly rows: number } | null;
  /** Whether to sample its CPU use from outside. */
  readonly watch?: boolean;
}

/** What came of it. */
export interface Landed {
  /** From just before it was spawned to its exit. */
  readonly wallNs: number;
  readonly code: number | null;
  readonly output: string;
  readonly samples: readonly ThreadSample[];
}

/** CPU time of a process' main thread, seen from outside. */
export interface ThreadSample {
  readonly atNs: number;
  readonly runNs: number;
}

/** Runs a command to its end. @throws Error when it ended with a code that isn't 0 nor concur's 1 (a finding) */
export async function launch(site: Site, { command, terminal, watch }: Launch): Promise<Landed> {
  const resultFile = join(site.scratchDir, 'stopwatch.json');
  const timed = [process.execPath, STOPWATCH, resultFile, watch === true ? 'watch' : 'time', ...command];
  const [file = '', ...args] = terminal === null ? timed : onTerminal(site, terminal, timed);
  const output = await outputOf(site, file, args);
  const { wallNs, code, samples } = JSON.parse(readFileSync(resultFile, 'utf8'));
  if (code !== 0 && code !== 1) throw new Error(`${command.join(' ')} ended with ${code}:\n${output}`);
  return { wallNs, code, output, samples };
}

function onTerminal(
  { programs }: Site,
  { columns, rows }: { columns: number; rows: number },
  command: readonly string[],
): string[] {
  const quoted = command.map(shellWord).join(' ');
  return [
    programs.script ?? 'script',
    '-qec',
    `stty cols ${columns} rows ${rows}; exec ${quoted}`,
    '/dev/null',
  ];
}

function outputOf(site: Site, file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], env: candidateEnvironment(site) });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

/**
 * The same for all: nothing of ours that slows a start (Node 20 reads NODE_EXTRA_CA_CERTS) or changes what is drawn. What concur
 * keeps of compiled code lies in the bench’s own folder: no other run has filled it.
 */
export function candidateEnvironment({ scratchDir }: Site): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  const temporary = TMPDIR === undefined ? {} : { TMPDIR };
  const cache = { XDG_CACHE_HOME: join(scratchDir, 'cache') };
  return { PATH, HOME, ...temporary, ...cache, LANG: 'C.UTF-8', TERM: 'xterm-256color' };
}
