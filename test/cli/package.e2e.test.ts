import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/package-root.ts';
import { documentOf, NODE, Run } from '../harness/concur.ts';

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
    const command = [NODE, join(folder, 'prefix', 'bin', 'concur'), 'demo', 'threads', '--quick'];
    const ended = await new Run([...command, '--json', '--source', '--no-progress'], { cwd: folder }).end();
    const [result] = documentOf(ended).scenarios;
    expect([ended.code, result?.outcome]).toEqual([0, 'holds']);
    expect(result?.source?.[0]?.text).toContain("name: 'threads'");
  }, 120_000);

  it('asks for no dependency that runs a script when it is installed', () => {
    const lock = JSON.parse(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8'));
    const scripted = Object.entries<{ hasInstallScript?: boolean; dev?: boolean }>(lock.packages)
      .filter(([, entry]) => entry.hasInstallScript === true && entry.dev !== true)
      .map(([name]) => name);
    expect(scripted).toEqual([]);
  });

  it('records no download addresses in its lock file', () => {
    expect(readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});
