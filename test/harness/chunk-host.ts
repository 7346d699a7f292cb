import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';

/** A host as a process of its own. */
export interface HostProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Resolves once it has said this. */
  says(text: string): Promise<void>;
  stderr(): string;
}

/** @param words what `fixtures/hosts/chunk-host.ts` takes behind the broker’s URL */
export function hostProcess(
  broker: { readonly url: string },
  ...words: readonly (string | number)[]
): Promise<HostProcess> {
  return startHost('chunk-host.ts', broker, words);
}

/** @param words what `fixtures/hosts/serving-host.ts` takes behind the broker’s URL */
export function servingHost(
  broker: { readonly url: string },
  ...words: readonly (string | number)[]
): Promise<HostProcess> {
  return startHost('serving-host.ts', broker, words);
}

async function startHost(
  program: string,
  { url }: { readonly url: string },
  words: readonly (string | number)[],
): Promise<HostProcess> {
  const file = join(packageRoot(), 'test/fixtures/hosts', program);
  const child = spawn(process.execPath, ['--import', 'tsx', file, url, ...words.map(String)]);
  const ended = once(child, 'exit');
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (text) => {
      said[stream] += text;
    });
  }
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const host: HostProcess = {
    child,
    ended,
    stderr: () => said.stderr,
    async says(text) {
      while (!said.stdout.includes(`${text}\n`)) {
        if (child.exitCode !== null) throw new Error(`it ended without saying “${text}”: ${said.stderr}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
  };
  await host.says('ready');
  return host;
}
