import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFile } from '../../src/base/files/package-root.ts';
import { launch } from '../launch.ts';
import type { Candidate } from '../row.ts';
import type { Site } from '../site.ts';

/** A program that a row is measured against. */
export function peer(name: string): string {
  return fileURLToPath(new URL(`../peers/${name}`, import.meta.url));
}

/** Compiles a peer in C. @returns its program */
export function compiledPeer({ programs, scratchDir }: Site, name: string): string {
  const program = join(scratchDir, name.replace(/\.c$/, ''));
  execFileSync(programs.cc ?? 'cc', ['-O2', '-pthread', '-o', program, peer(name)]);
  return program;
}

/** The built workload that both sides of a comparison run. */
export function workload(name: string): string {
  return builtFile('workloads', `${name}.cjs`);
}

/** A program that prints what it has measured, as JSON. */
export function printing<Result>(site: Site, name: string, command: readonly string[]): Candidate<Result> {
  return {
    name,
    run: async () => JSON.parse((await launch(site, { command, terminal: null })).output) as Result,
  };
}
