import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';
import { recordAgain, recordings } from './recordings.ts';

// Runs the commands that the README shows, and puts what they print in its place.
const file = join(packageRoot(), 'README.md');
let readme = readFileSync(file, 'utf8');
for (const recording of recordings(readme)) {
  readme = readme.replace(recording.block, () => recordAgain(recording));
}
writeFileSync(file, readme);
