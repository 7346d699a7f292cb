import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { compressed } from '../../scripts/standalone/executable.ts';
import { targetFor } from '../../scripts/standalone/target.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(name: string, text: string, seconds: number): string {
  const files = join(folder, name);
  mkdirSync(join(files, 'bin'), { recursive: true });
  writeFileSync(join(files, 'bin/node'), text);
  for (const path of ['bin/node', 'bin', '']) utimesSync(join(files, path), seconds, seconds);
  return files;
}

describe('the files of an executable', () => {
  it('are the same bytes whenever they were written, so that one folder has them', () => {
    const [early, late] = [compressed(written('a', 'node', 1)), compressed(written('b', 'node', 2_000_000))];
    expect(early.equals(late)).toBe(true);
    expect(early.equals(compressed(written('c', 'Node', 1)))).toBe(false);
  });
});

it('is built for the machines of which there is a compiler’s name, and no other', () => {
  expect(targetFor('arm64').prefix).toBe('aarch64-linux-gnu-');
  expect(() => targetFor('riscv64')).toThrow('--arch is x64 or arm64, not riscv64');
});
