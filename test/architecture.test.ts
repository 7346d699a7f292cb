import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/base/files/package-root.ts';
import { readModule, type SourceModule, violations } from './fixtures/architecture.ts';

function sourceFiles(): SourceModule[] {
  return ['src', 'scenarios', 'bin'].flatMap((folder) =>
    readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => {
        const path = `${folder}/${file.split(sep).join('/')}`;
        return readModule(path, readFileSync(join(packageRoot(), path), 'utf8'));
      }),
  );
}

/** Made-up sources by path. */
function check(sources: Readonly<Record<string, string>>): string[] {
  return violations(Object.entries(sources).map(([path, source]) => readModule(path, source)));
}

describe('the source tree', () => {
  it('has no upward import, no cycle and nothing outside its home', () => {
    expect(violations(sourceFiles())).toEqual([]);
  });

  it('is really looked at', () => {
    const modules = sourceFiles();
    const paths = modules.map(({ path }) => path);
    expect(paths).toContain('src/run/session/session.ts');
    expect(paths).toContain('scenarios/threads.ts');
    expect(paths).toContain('bin/concur.ts');
    const requests = modules.flatMap(({ imports }) => imports.map(({ name }) => name));
    expect(requests).toEqual(expect.arrayContaining(['commander', 'chalk', 'cli-progress', 'piscina']));
    const uses = modules.flatMap((module) => module.uses.map(({ name }) => name));
    expect(uses).toEqual(expect.arrayContaining(['process.env', 'process.argv', 'process.exit']));
  });
});

describe('the checker', () => {
  it('finds nothing wrong with a tree that follows the rules', () => {
    expect(
      check({
        'src/base/units.ts': `import { cpus } from 'node:os'; import './errors.ts';`,
        'src/base/errors/errors.ts': '',
        'src/run/trial.ts': `import { a } from '../engine/engine.ts'; import type { B } from '../base/units.ts';`,
        'src/engine/engine.ts': `import '../workloads/nap.ts';`,
        'src/engine/adapters/pool.ts': `import { Piscina } from 'piscina'; const lazy = await import('piscina');`,
        'scenarios/one.ts': `import { slot } from '../src/scenario-api/index.ts';`,
        'src/cli/main.ts': `import { Command } from 'commander'; import '../../scenarios/one.ts'; console.log(process.env.PATH);`,
        'bin/concur.ts': `import { main } from '../src/cli/main.ts'; main(process.argv);`,
      }),
    ).toEqual([]);
  });

  it.each([
    ['import', `import { x } from '../run/trial.ts';`],
    ['import type', `import type { X } from '../run/trial.ts';`],
    ['a bare import', `import '../run/trial.ts';`],
    ['export from', `export { x } from '../run/trial.ts';`],
    ['export type from', `export type { X } from '../run/trial.ts';`],
    ['export all', `export * from '../run/trial.ts';`],
    ['import()', `const x = await import('../run/trial.ts');`],
    ['the type import()', `type X = import('../run/trial.ts').X;`],
    ['an import over several lines', `import {\n  x,\n  y,\n} from '../run/trial.ts';`],
  ])('sees an upward import written as %s', (_form, source) => {
    expect(check({ 'src/engine/a.ts': source })).toEqual([
      'src/engine/a.ts:1 imports ../run/trial.ts: run lies above engine',
    ]);
  });

  it('is not deceived by comments and texts', () => {
    const source = `// import '../run/trial.ts';\n/* console.log(process.env) */\nconst said = "import '../cli/main.ts' console process.exit()";`;
    expect(check({ 'src/engine/a.ts': source })).toEqual([]);
  });

  it('counts src/engine/worker as engine', () => {
    expect(
      check({ 'src/engine/worker/live.ts': `import '../job.ts'; import '../../run/trial.ts';` }),
    ).toEqual(['src/engine/worker/live.ts:1 imports ../../run/trial.ts: run lies above engine']);
  });

  it('keeps scenarios to their API, and everybody but checks, cli and bin away from them', () => {
    expect(
      check({
        'scenarios/one.ts': `import '../src/run/judge.ts';`,
        'scenarios/two.ts': `import { x } from '../src/stats/thresholds.ts';`,
        'src/run/session.ts': `import '../../scenarios/index.ts';`,
      }),
    ).toEqual([
      'scenarios/one.ts:1 imports ../src/run/judge.ts: scenarios see only scenario-api, model and base',
      'scenarios/two.ts:1 imports ../src/stats/thresholds.ts: scenarios see only scenario-api, model and base',
      'src/run/session.ts:1 imports ../../scenarios/index.ts: only checks, cli and bin may import scenarios',
    ]);
  });

  it('keeps the library and the command line apart, whichever looks at the other', () => {
    expect(
      check({
        'src/api/a.ts': `import type { X } from '../cli/options-table.ts'; import '../run/trial.ts';`,
        'src/cli/b.ts': `const x = await import('../api/compare.ts');`,
      }),
    ).toEqual([
      'src/api/a.ts:1 imports ../cli/options-table.ts: api and cli meet in what lies below both',
      'src/cli/b.ts:1 imports ../api/compare.ts: cli and api meet in what lies below both',
    ]);
  });

  it('sees a cycle, of types too, and names the way round', () => {
    expect(
      check({
        'src/base/a.ts': `import './b.ts';`,
        'src/base/b.ts': `import type { C } from './c.ts';`,
        'src/base/c.ts': `export type { A } from './a.ts';`,
        'src/base/apart.ts': `import './a.ts';`,
      }),
    ).toEqual(['a cycle: src/base/a.ts → src/base/b.ts → src/base/c.ts → src/base/a.ts']);
    expect(check({ 'src/base/self.ts': `import './self.ts';` })).toHaveLength(1);
  });

  it('takes two ways to the same module for no cycle', () => {
    expect(
      check({
        'src/base/a.ts': `import './b.ts'; import './c.ts';`,
        'src/base/b.ts': `import './d.ts';`,
        'src/base/c.ts': `import './d.ts';`,
        'src/base/d.ts': '',
      }),
    ).toEqual([]);
  });

  it.each([
    ['src/run/a.ts', 'commander'],
    ['src/report/a.ts', 'commander'],
    ['src/cli/a.ts', 'chalk'],
    ['src/cli/a.ts', 'cli-progress'],
    ['src/engine/adapters/threads.ts', 'piscina'],
    ['src/machine/cpus.ts', 'systeminformation'],
    ['src/cli/a.ts', 'left-pad'],
    ['src/model/a.ts', 'node:fs'],
  ])('keeps %s from importing %s', (path, name) => {
    expect(check({ [path]: `import type { X } from '${name}';` })).toHaveLength(1);
  });

  it.each([
    ['console.log(1);', 'console'],
    ['const log = console;', 'console'],
    ['globalThis.x = process.env.HOME;', 'process.env'],
    [`f(process['env']);`, 'process.env'],
    ['const { env } = process;', 'process.env'],
    ['const { argv: [, first] } = process;', 'process.argv'],
    ['const text = `$' + '{process.exit(1)}`;', 'process.exit'],
  ])('sees %j in the middle of the program', (source, use) => {
    expect(check({ 'src/run/a.ts': source })).toEqual([`src/run/a.ts:1 uses ${use}`]);
    expect(check({ 'src/cli/a.ts': source })).toEqual([]);
  });

  it('lets a worker’s first file end its process, but not read the environment', () => {
    const source = 'process.exit(Number(process.argv[2]));\nf(process.env);';
    for (const path of [
      'src/engine/worker/entry/fork-entry.ts',
      'src/map/worker/map-fork-entry.ts',
      'src/workloads/experiments/late-writer.ts',
    ]) {
      expect(check({ [path]: source })).toEqual([`${path}:2 uses process.env`]);
    }
    expect(check({ 'src/engine/worker/live.ts': 'process.exit();' })).toHaveLength(1);
  });

  it('lets the public API hand on the environment, but not write or exit', () => {
    const source = 'f(process.env);\nconsole.log(1);\nprocess.exit();';
    expect(check({ 'src/api/a.ts': source })).toEqual([
      'src/api/a.ts:2 uses console',
      'src/api/a.ts:3 uses process.exit',
    ]);
  });

  it('lets everybody use what else process has', () => {
    expect(check({ 'src/run/a.ts': 'const { platform } = process; f(process.pid, x.console);' })).toEqual([]);
  });

  it('wants a home for every folder', () => {
    expect(check({ 'src/util/a.ts': `import '../base/b.ts';` })).toHaveLength(1);
    expect(check({ 'src/run/a.ts': `import '../util/b.ts';` })).toHaveLength(1);
  });
});
