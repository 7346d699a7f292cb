import { fileURLToPath } from 'node:url';
import { builtFile } from '../../src/base/files/package-root.ts';

/** A program that a row is measured against. */
export function peer(name: string): string {
  return fileURLToPath(new URL(`../peers/${name}`, import.meta.url));
}

/** The built workload that both sides of a comparison run. */
export function workload(name: string): string {
  return builtFile('workloads', `${name}.cjs`);
}
