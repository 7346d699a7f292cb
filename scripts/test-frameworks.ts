import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';
import { installLocked } from './locked-packages.ts';
import { unpackOwnPackage } from './own-package.ts';

// Whether concur works in the test runners and bundlers that its users have, packed and installed as they get it.

interface Case {
  readonly name: string;
  /** After Node, or after the program. */
  readonly args: readonly string[];
  readonly program?: string;
  /** What makes the program that runs, where it is made. */
  readonly bundle?: readonly string[];
  /** What it has to print where it is not to work; by default it has to work. */
  readonly says?: RegExp;
}

const LIMIT_MS = 120_000;
const VM_MODULES = ['--experimental-vm-modules', '--no-warnings'];
const folder = installLocked('frameworks');
// Outside of this package, whose files it would find above itself.
const project = mkdtempSync(join(tmpdir(), 'concur-frameworks-'));
const bin = (...path: string[]) => join(folder, 'node_modules', ...path);

const jest = (major: number, file: string) => ({
  name: `jest ${major}, ${file.endsWith('.cjs') ? 'CommonJS' : 'ES modules'}`,
  args: [
    ...[...VM_MODULES, bin(`jest-${major}`, 'bin', 'jest.js'), '--rootDir', project, '--silent'],
    ...['--detectOpenHandles', '--transform', '{}', '--testMatch', `**/${file}`],
    ...['--moduleFileExtensions', 'js', '--moduleFileExtensions', 'mjs', '--moduleFileExtensions', 'cjs'],
  ],
});
const vitest = (pool: string) => ({
  name: `vitest, pool ${pool}`,
  args: [bin('vitest', 'vitest.mjs'), 'run', '--globals', '--pool', pool, 'runner.test.mjs'],
});
const esbuild = (...flags: readonly string[]) => ({
  args: ['bundle.mjs'],
  bundle: [
    ...[bin('@esbuild', `linux-${process.arch}`, 'bin', 'esbuild'), 'program.mjs', '--bundle'],
    ...['--format=esm', '--outfile=bundle.mjs', '--platform=node', '--log-level=error', ...flags],
  ],
});
const rolldown = (...flags: readonly string[]) => ({
  args: ['bundle.mjs'],
  bundle: [
    ...[process.execPath, bin('rolldown', 'bin', 'cli.mjs'), 'program.mjs', '--platform', 'node'],
    ...['--file', 'bundle.mjs', '--log-level', 'silent', '--no-code-splitting', ...flags],
  ],
});
const TAKEN_IN = /a bundler has taken its code/;

const CASES: readonly Case[] = [
  ...[29, 30].flatMap((major) => [jest(major, 'runner.test.mjs'), jest(major, 'runner.test.cjs')]),
  ...['threads', 'forks', 'vmThreads', 'vmForks'].map(vitest),
  { name: 'node --test', args: ['--test', 'runner.node.mjs'] },
  { name: 'esbuild, external', ...esbuild('--external:concur-cli') },
  { name: 'esbuild, taken in', ...esbuild(), says: TAKEN_IN },
  { name: 'rolldown, external', ...rolldown('--external', 'concur-cli') },
  { name: 'rolldown, taken in', ...rolldown(), says: TAKEN_IN },
  { name: 'Bun, threads', program: bin('@oven', 'bun-linux-x64', 'bin', 'bun'), args: ['program.mjs'] },
];

installProject();
const failed = CASES.filter((each) => !passes(each));
rmSync(project, { recursive: true });
process.exit(failed.length === 0 ? 0 : 1);

/** The project has concur as npm packs it, and the frameworks beside it. */
function installProject(): void {
  cpSync(join(packageRoot(), 'scripts', 'frameworks', 'project'), project, { recursive: true });
  const installed = join(project, 'node_modules', 'concur-cli');
  unpackOwnPackage(installed);
  // What it depends on is what we depend on.
  symlinkSync(join(packageRoot(), 'node_modules'), join(installed, 'node_modules'));
}

function passes({ name, args, program = process.execPath, bundle, says }: Case): boolean {
  const options = { cwd: project, encoding: 'utf8', timeout: LIMIT_MS } as const;
  const [bundler, ...words] = bundle ?? [];
  const made = bundler === undefined ? null : spawnSync(bundler, words, options);
  const { status, signal, stdout, stderr } =
    made !== null && made.status !== 0 ? made : spawnSync(program, args, options);
  const isRight = says === undefined ? status === 0 : status === 1 && says.test(stdout);
  const end = signal ?? status;
  process.stdout.write(`${isRight ? '✔' : '✖'} ${name}${isRight ? '' : ` (${end})\n${stdout}${stderr}`}\n`);
  return isRight;
}
