import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'rolldown';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { documentOf, NODE, Run } from '../harness/concur.ts';
import { compareDocument } from '../harness/documents.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('packed and installed into an empty prefix, runs an experiment and shows its code', async () => {
    const npm = (...args: string[]) =>
      execFileSync('npm', args, { cwd: packageRoot(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    const tarball = npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder).trim();
    npm(
      'install',
      '--global',
      '--prefix',
      join(folder, 'prefix'),
      '--no-audit',
      '--no-fund',
      join(folder, tarball),
    );
    const installed = (...args: string[]) =>
      new Run(
        [NODE, join(folder, 'prefix', 'bin', 'concur-cli'), ...args, '--quick', '--json', '--no-progress'],
        {
          cwd: folder,
        },
      ).end();
    const modules = join(folder, 'prefix', 'lib', 'node_modules', 'concur-cli', 'node_modules');
    for (const name of ['ajv', 'chalk', 'cli-progress', 'commander']) {
      expect(existsSync(join(modules, name))).toBe(false);
    }
    const ended = await installed('demo', 'threads', '--source');
    const [result] = documentOf(ended).scenarios;
    expect([ended.code, result?.outcome]).toEqual([0, 'holds']);
    expect(result?.source?.[0]?.text).toContain("name: 'threads'");
    // An experiment of the user's finds this very package, which is installed nowhere near it.
    expect((await installed('demo', '--new', 'mine')).code).toBe(0);
    const own = await installed('demo', './mine.ts');
    expect([own.code, documentOf(own).scenarios[0]?.trials.map(({ state }) => state)]).toEqual([
      0,
      ['ok', 'ok'],
    ]);
    // A user's TypeScript is compiled by what came with the package.
    const rows = join(packageRoot(), 'test', 'fixtures', 'functions', 'rows.ts');
    const compared = await installed('compare', 'threads', 'processes', rows, '--units', '8', '--runs', '1');
    const html = join(folder, 'report.html');
    writeFileSync(join(folder, 'saved.json'), ended.stdout);
    const drawn = await new Run([
      NODE,
      join(folder, 'prefix', 'bin', 'concur'),
      'report',
      join(folder, 'saved.json'),
      '--export',
      `html=${html}`,
    ]).end();
    expect([drawn.code, readFileSync(html, 'utf8')]).toEqual([0, expect.stringContaining('<!doctype html>')]);
    const library = join(modules, '..', 'dist', 'index.js');
    const program = `
      import { parallelMap } from '${library}';
      const rows = await parallelMap('${rows}#hashRow', [{ id: 1 }, { id: 2 }], { progress: true });
      console.log(rows.length);`;
    expect((await new Run([NODE, '--input-type=module', '-e', program]).end()).stdout).toBe('2\n');
    expect(compareDocument(compared).results.map(({ engine }) => engine)).toEqual(['threads', 'processes']);
  }, 120_000);

  it('has the licence of every package whose code is in it', async () => {
    const text = readFileSync(join(packageRoot(), 'dist', 'THIRD-PARTY-LICENSES'), 'utf8');
    const bundled = await bundledPackages(
      'bin/concur.ts',
      'src/cli/main.ts',
      'src/index.ts',
      'src/report/browser/page.ts',
    );
    expect(bundled.size).toBeGreaterThan(10);
    for (const name of bundled) {
      const folder = join(packageRoot(), 'node_modules', name);
      const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) ?? '';
      expect(text).toContain(`\n${name} ${version} (${license})\n`);
      expect(text).toContain(readFileSync(join(folder, file), 'utf8').trim());
    }
    const named = [...text.matchAll(/^(\S+) \d[\w.-]* \([^)]+\)$/gm)].map(([, name]) => name);
    // What the bundler adds is no module of a package.
    expect(named.filter((name) => name !== 'rolldown').sort()).toEqual([...bundled].sort());
  });

  it('depends on what it loads when it runs, and on nothing else', () => {
    const { dependencies } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
    const built = readdirSync(join(packageRoot(), 'dist'), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(cjs|js)$/.test(file))
      .map((file) => readFileSync(join(packageRoot(), 'dist', file), 'utf8'));
    const loaded = (name: string) => {
      const call = new RegExp(
        `(require|import|importModule|resolve)\\(["'\`]${name}[/"'\`]|from ?["']${name}[/"']`,
      );
      return built.some((code) => call.test(code));
    };
    expect(Object.keys(dependencies)).toEqual(['piscina', 'systeminformation', 'tsx']);
    expect(Object.keys(dependencies).filter((name) => !loaded(name))).toEqual([]);
  });

  it('asks for no dependency that needs a script when it is installed', () => {
    const lock = JSON.parse(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8'));
    const scripted = Object.entries<{ hasInstallScript?: boolean; dev?: boolean }>(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript === true && entry.dev !== true)
      .map(([name]) => name);
    // What esbuild (tsx compiles with it) does there is spare its own start a moment: this checkout never ran it.
    expect(scripted).toEqual(['node_modules/esbuild']);
  });

  it('records no download addresses in its lock file', () => {
    expect(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});

/** The packages of which a bundle of these files has code, by the bundler's own account. */
async function bundledPackages(...inputs: readonly string[]): Promise<Set<string>> {
  const { output } = await build({
    input: inputs.map((input) => join(packageRoot(), input)),
    cwd: packageRoot(),
    platform: 'node',
    external: ['piscina', 'systeminformation', 'bullmq', 'ioredis', /^tsx\//],
    write: false,
  });
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  return new Set(modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []));
}
