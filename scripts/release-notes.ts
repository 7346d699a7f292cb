import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, packageVersion } from '../src/base/files/package-root.ts';
import { notesOf } from './changelog.ts';

// Prints what a release is published with. Fails where its tag and package.json don't agree, or the changelog has no such version.

const [tag = ''] = process.argv.slice(2);
try {
  if (tag !== `v${packageVersion()}`)
    throw new Error(
      `the tag is “${tag}”, and package.json has ${packageVersion()}: tag v${packageVersion()}`,
    );
  const changelog = readFileSync(join(packageRoot(), 'CHANGELOG.md'), 'utf8');
  process.stdout.write(`${notesOf(changelog, packageVersion())}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
