import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

// What `npm test` has not run, in the words of CONTRIBUTING.md.

const read = (file: string) => readFileSync(join(packageRoot(), file), 'utf8');
const all: string = JSON.parse(read('package.json')).scripts['test:all'];
const contributing = read('CONTRIBUTING.md');
const left = [...all.matchAll(/npm run (test:\S+)/g)].map(([, name = '']) => {
  const [, words] = new RegExp(`^npm run ${name} +# (.*)$`, 'm').exec(contributing) ?? [];
  if (words === undefined) throw new Error(`CONTRIBUTING.md doesn’t say what ${name} is`);
  return `  npm run ${name.padEnd(15)} ${words}`;
});
process.stdout.write(`Not run by npm test, but by npm run test:all:\n${left.join('\n')}\n`);
