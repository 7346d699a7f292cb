import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BENCH = fileURLToPath(new URL('.', import.meta.url));

/** What a folder’s package.json names, and isn’t installed there. */
export function missingPackages(folder = BENCH): string[] {
  const { devDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.keys(devDependencies).filter((name) => !existsSync(join(folder, 'node_modules', name)));
}
