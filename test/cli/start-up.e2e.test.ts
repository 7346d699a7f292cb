import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const BIN = new URL('../../dist/bin/', import.meta.url).pathname;

/** The files that are loaded with one of the command line's, before any of it runs. */
function loadedWith(file: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(file)) return known;
  known.add(file);
  const text = readFileSync(join(BIN, file), 'utf8');
  for (const [, next] of text.matchAll(/=require\("\.\/([\w-]+\.cjs)"\)/g)) loadedWith(next as string, known);
  return known;
}

describe('what a command loads', () => {
  it('is nothing but options and lifecycle before a command is chosen', () => {
    const own = ['base.cjs', 'concur.cjs', 'exit-codes.cjs', 'program.cjs', 'rolldown-runtime.cjs'];
    expect([...loadedWith('concur.cjs')].sort()).toEqual(own);
  });

  it('is no command where only the machine is read', () => {
    expect([...loadedWith('machine.cjs')].sort()).toEqual([
      'base.cjs',
      'machine.cjs',
      'rolldown-runtime.cjs',
    ]);
  });

  it('leaves out engines, runs and experiments where cores only reads', () => {
    const loaded = new Set([...loadedWith('cores.cjs'), ...loadedWith('report.cjs')]);
    expect([...loaded].filter((file) => /^(run|series|scenarios|user|watch|demo)\b/.test(file))).toEqual([]);
  });
});
