import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/base/files/package-root.ts';

/** Packs this package, as it was built before, and has its file looked at while it is there. */
export function withOwnPackage<Result>(look: (file: string) => Result): Result {
  const temporary = mkdtempSync(join(tmpdir(), 'concur-package-'));
  try {
    const flags = ['--ignore-scripts', '--json', '--pack-destination', temporary];
    const packed = execFileSync('npm', ['pack', ...flags], { cwd: packageRoot(), encoding: 'utf8' });
    const [{ filename }] = JSON.parse(packed);
    return look(join(temporary, filename));
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

/** Puts the files of this package into a folder: nothing of what it depends on. */
export function unpackOwnPackage(folder: string): void {
  mkdirSync(folder, { recursive: true });
  withOwnPackage((file) => {
    execFileSync('tar', ['-xzf', file, '-C', folder, '--strip-components=1']);
  });
}
