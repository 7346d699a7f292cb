import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../scenarios/index.ts';
import { recordings, runForReadme, shapeOf } from '../../scripts/recordings.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { EXIT, EXIT_OF_SIGNAL } from '../../src/cli/exit-codes.ts';

const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');

describe('the README', () => {
  it('has recorded output', () => {
    expect(recordings(readme)).toHaveLength(2);
  });

  it.each(recordings(readme))('shows what “$command” prints (else: npm run readme)', ({ command, block }) => {
    expect(shapeOf(block)).toBe(shapeOf(runForReadme(command)));
  });

  it('names every experiment with its question', () => {
    for (const { name, question } of SCENARIOS) expect(readme).toContain(`| \`${name}\` | ${question} |`);
  });

  it('names every exit code', () => {
    const table = readme.slice(readme.indexOf('## Exit codes'), readme.indexOf('## What needs Linux'));
    for (const code of [...Object.values(EXIT), ...Object.values(EXIT_OF_SIGNAL)]) {
      expect(table).toMatch(new RegExp(`\\b${code}\\b`));
    }
  });

  it('would notice a change', () => {
    const block = recordings(readme)[0]?.block ?? '';
    expect(shapeOf(block.replace('HOLDS', 'FAILS'))).not.toBe(shapeOf(block));
    expect(shapeOf(block.replace(/PID +TID/, 'TID PID'))).not.toBe(shapeOf(block));
  });
});
