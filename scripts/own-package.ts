import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

/** Puts this package's files into a folder, as npm packs them: what was built before, and nothing of what it depends on. */
export function unpackOwnPackage(folder: string): void {
  const temporary = mkdtempSync(join(tmpdir(), 'concur-package-'));
  try {
    const flags = ['--ignore-scripts', '--json', '--pack-destination', temporary];
    const packed = execFileSync('npm', ['pack', ...flags], { cwd: packageRoot(), encoding: 'utf8' });
    const [{ filename }] = JSON.parse(packed);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', join(temporary, filename), '-C', folder, '--strip-components=1']);
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
