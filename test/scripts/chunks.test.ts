import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../../scripts/chunks.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';

const inPackage = (file: string) => join(packageRoot(), file);

/** @param imports what each file of a made-up program imports */
function chunksIn(
  imports: Readonly<Record<string, readonly string[]>>,
  chunks: Parameters<typeof chunksOf>[0],
) {
  const found = chunksOf(chunks, (id) => {
    const file = Object.keys(imports).find((name) => inPackage(name) === id);
    return file === undefined ? null : { importedIds: (imports[file] ?? []).map(inPackage) };
  });
  return Object.fromEntries(
    Object.keys(imports).flatMap((file) => {
      const name = found.get(inPackage(file));
      return name === undefined ? [] : [[file, name]];
    }),
  );
}

describe('a file of the command line', () => {
  it('has all that its modules import, unless one above it has that', () => {
    const imports = {
      a: ['shared', 'b'],
      b: ['a', 'deep'],
      deep: [],
      shared: [],
      c: ['shared', 'own'],
      own: [],
    };
    const chunks = chunksIn(imports, [
      ['first', ['b']],
      ['second', ['c']],
    ]);
    expect(chunks).toEqual({
      ...{ a: 'first', b: 'first', deep: 'first', shared: 'first' },
      ...{ c: 'second', own: 'second' },
    });
  });

  it('leaves what nobody names and no one imports to the bundler', () => {
    expect(chunksIn({ a: [], late: [] }, [['first', ['a']]])).toEqual({ a: 'first' });
  });

  it('is not made for a module that is gone', () => {
    expect(() => chunksIn({ a: [] }, [['first', ['gone']]])).toThrow('gone is no module of the program');
  });
});
