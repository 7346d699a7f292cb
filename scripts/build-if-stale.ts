import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Builds where a source is newer than the last build: of tests that follow one another, the first ones’ build does.

const SOURCES = [
  'bin',
  'scenarios',
  'scripts',
  'src',
  'package.json',
  'package-lock.json',
  'README.md',
].concat(readdirSync('.').filter((file) => /^tsconfig.*\.json$/.test(file)));
const RESULTS = ['dist/bin/concur.cjs', 'dist/index.js', 'dist/worker', 'dist/types'];
/** When the last build began, in ms since 1970: files that came out as they were keep their dates. */
const BUILT_AT = 'node_modules/.cache/built-at';

/** When it was last changed, in ms; what is in a folder, too. A file that was removed has changed its folder. */
function changedMs(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => changedMs(join(path, name))));
}

const isBuilt = [...RESULTS, BUILT_AT].every((path) => existsSync(path));
const startMs = Date.now();
if (!isBuilt || Math.max(...SOURCES.map(changedMs)) > Number(readFileSync(BUILT_AT, 'utf8'))) {
  await import('./build.ts');
  writeFileSync(BUILT_AT, `${startMs}`);
}
