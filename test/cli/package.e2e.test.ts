import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
        [NODE, join(folder, 'prefix', 'bin', 'concur'), ...args, '--quick', '--json', '--no-progress'],
        {
          cwd: folder,
        },
      ).end();
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
    expect(compareDocument(compared).results.map(({ engine }) => engine)).toEqual(['threads', 'processes']);
  }, 120_000);

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
