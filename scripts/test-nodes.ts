import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';
import { installLocked } from './locked-packages.ts';

// The tests of the command line and of what workers load, once with each Node that we support besides the one that runs this.

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stdout.write(
    `skipped: the binaries are for linux-x64, this is ${process.platform}-${process.arch}\n`,
  );
  process.exit(0);
}
const folder = installLocked('nodes');
const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
for (const name of Object.keys(dependencies)) {
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  process.stdout.write(`\n== Node ${execFileSync(node, ['--version'], { encoding: 'utf8' })}`);
  const files = ['test/cli', 'test/workloads'];
  const projects = ['--project', 'programs', '--project', 'long'];
  const tests = spawnSync('npx', ['--no', '--', 'vitest', 'run', ...projects, ...files], {
    cwd: packageRoot(),
    stdio: 'inherit',
    env: { ...process.env, CONCUR_TEST_NODE: node },
  });
  if (tests.status !== 0) process.exit(tests.status ?? 1);
}
