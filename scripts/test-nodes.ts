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
const nodes = Object.keys(dependencies).map((name) => join(folder, 'node_modules', name));
const versions = nodes.map((node) =>
  execFileSync(join(node, 'bin/node'), ['--version'], { encoding: 'utf8' }).trim(),
);
process.stdout.write(`On Node ${versions.join(', ')}\n`);
const tests = spawnSync(
  'npx',
  ['--no', '--', 'vitest', 'run', '--config', 'scripts/vitest.nodes.config.ts'],
  {
    cwd: packageRoot(),
    stdio: 'inherit',
    env: { ...process.env, CONCUR_TEST_NODES: nodes.join(':') },
  },
);
process.exitCode = tests.status ?? 1;
