import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

// The tests of the command line and of what workers load, once with each Node that we support besides the one that runs this.
const LOCKED = join(packageRoot(), 'scripts', 'nodes');
const folder = join(packageRoot(), 'node_modules', '.cache', 'nodes');

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stdout.write(
    `skipped: the binaries are for linux-x64, this is ${process.platform}-${process.arch}\n`,
  );
  process.exit(0);
}
install();
const { dependencies } = JSON.parse(readFileSync(join(LOCKED, 'package.json'), 'utf8'));
for (const name of Object.keys(dependencies)) {
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  process.stdout.write(`\n== Node ${execFileSync(node, ['--version'], { encoding: 'utf8' })}`);
  const files = ['test/cli', 'test/workloads'];
  const tests = spawnSync('npx', ['--no', '--', 'vitest', 'run', '--project', 'programs', ...files], {
    cwd: packageRoot(),
    stdio: 'inherit',
    env: { ...process.env, CONCUR_TEST_NODE: node },
  });
  if (tests.status !== 0) process.exit(tests.status ?? 1);
}

/** They are somebody else's binaries: exactly those of which the lock has the hash. */
function install(): void {
  if (isInstalled()) return;
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(LOCKED, file), join(folder, file));
  const flags = ['--ignore-scripts', '--no-bin-links', '--no-audit', '--no-fund'];
  execFileSync('npm', ['ci', '--prefix', folder, ...flags], { stdio: 'inherit' });
}

function isInstalled(): boolean {
  const lock = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8');
  return existsSync(join(folder, 'node_modules')) && lock(folder) === lock(LOCKED);
}
