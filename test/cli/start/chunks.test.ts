import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BODY, Chunks } from '../../../src/cli/start/chunks.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

const node = {
  require: createRequire(import.meta.url),
  importModule: async (name: string) => `imported ${name}`,
};

const BUILD = 'build-1';

/** A folder with such files, as the build makes them. */
function chunksOf(files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  const write = (name: string, code: string, build = BUILD) =>
    writeFileSync(join(folder, name), BODY.join(code) + build);
  for (const [name, code] of Object.entries(files)) write(name, code);
  const load = (codeOf = (_: string): Uint8Array | undefined => undefined) =>
    new Chunks(folder, BUILD, node, codeOf);
  return { folder, load, write };
}

describe('a file of ours', () => {
  it('has what Node gives to a file, and its own way to import', async () => {
    const { folder, load } = chunksOf({
      'a.cjs': `
        exports.b = require('./b.cjs').name;
        exports.sep = require('node:path').sep;
        exports.place = [__filename, __dirname];
        exports.imported = importModule('x');`,
      'b.cjs': `module.exports = { name: 'b' };`,
    });
    const { imported, ...exports } = load().load('a.cjs') as { imported: Promise<unknown> };
    expect(exports).toEqual({ b: 'b', sep: '/', place: [join(folder, 'a.cjs'), folder] });
    expect(await imported).toBe('imported x');
  });

  it('is loaded once, in circles too', () => {
    const { load } = chunksOf({
      'a.cjs': `exports.early = 1; exports.of = require('./b.cjs').seen; exports.late = 2;`,
      'b.cjs': `exports.seen = Object.keys(require('./a.cjs'));`,
    });
    const chunks = load();
    expect(chunks.load('a.cjs')).toEqual({ early: 1, of: ['early'], late: 2 });
    expect(chunks.load('a.cjs')).toBe(chunks.load('a.cjs'));
    expect([...chunks.compiled.keys()]).toEqual(['a.cjs', 'b.cjs']);
  });

  it('is compiled where V8 can’t use what was kept', () => {
    const { load } = chunksOf({ 'a.cjs': 'exports.answer = 42;' });
    const chunks = load(() => Buffer.from('no code'));
    expect(chunks.load('a.cjs')).toEqual({ answer: 42 });
    expect(chunks.compiled.get('a.cjs')?.cachedDataRejected).toBe(true);
  });

  it('of another build, and of the same length, is never run with what was kept, nor is its code', () => {
    const { load, write } = chunksOf({ 'a.cjs': 'exports.answer = 42;' });
    const before = load();
    before.load('a.cjs');
    const code = before.compiled.get('a.cjs')?.createCachedData();
    const again = load(() => code);
    expect([again.load('a.cjs'), again.compiled.get('a.cjs')]).toMatchObject([
      { answer: 42 },
      { cachedDataRejected: false },
    ]);
    write('a.cjs', 'exports.answer = 43;', 'build-2');
    const updated = load(() => code);
    expect(updated.load('a.cjs')).toEqual({ answer: 43 });
    expect(updated.compiled.size).toBe(0);
  });

  it('that throws as it is loaded is loaded anew when it is asked for again', () => {
    const { load } = chunksOf({ 'a.cjs': `exports.half = 1; require('/nowhere'); exports.whole = 2;` });
    const chunks = load();
    for (const _ of ['first', 'second']) expect(() => chunks.load('a.cjs')).toThrow('/nowhere');
  });

  it('is named in the stack of what it throws, at its place', () => {
    const { folder, load } = chunksOf({ 'a.cjs': `\nthrow new Error('no');` });
    let stack: string | undefined;
    try {
      load().load('a.cjs');
    } catch (error) {
      stack = (error as Error).stack;
    }
    expect(stack).toContain(`${join(folder, 'a.cjs')}:2:7`);
  });
});
