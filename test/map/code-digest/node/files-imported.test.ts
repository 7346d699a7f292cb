import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesImported, programOf } from '../../../../src/map/code-digest/node/files-imported.ts';
import type { Tree } from '../../../fixtures/captured.ts';
import { codeTree } from '../../../fixtures/code-tree.ts';

/** What a name means to a module among such files, by their paths. */
function meant(files: Tree, importer: string, name: string): string[] {
  return meantIn(codeTree({ [importer]: '', ...files }), importer, name);
}

function meantIn(folder: string, importer: string, name: string): string[] {
  const root = realpathSync(folder);
  const module = join(root, importer);
  return filesImported(name, module, programOf(module)).map((file) => relative(root, file));
}

describe('a path in an import', () => {
  it.each([
    ['a.js', './b.js', ['b.js'], ['b.js']],
    ['a.js', './b', ['b.js', 'b.json'], ['b.js']],
    ['a.js', './b', ['b', 'b.js'], ['b']],
    ['a.js', './b.js', ['b.ts'], ['b.ts']],
    ['a.js', './b.js', ['b.js', 'b.ts'], ['b.js']],
    ['a.ts', './b.js', ['b.js', 'b.ts'], ['b.ts']],
    ['a.ts', './b', ['b.js', 'b.ts'], ['b.ts']],
    ['a.mts', './b.mjs', ['b.mts'], ['b.mts']],
    ['a.tsx', './b.jsx', ['b.tsx'], ['b.tsx']],
    ['a.cts', './b.cjs', ['b.cts'], ['b.cts']],
    ['a.js', './b', ['b/index.js'], ['b/index.js']],
    ['a.js', './b/', ['b/index.js'], ['b/index.js']],
    ['a.ts', '.', ['index.ts'], ['index.ts']],
    ['b/a.ts', '..', ['index.ts'], ['index.ts']],
    ['b/a.js', '../c.node', ['c.node'], ['c.node']],
    ['a.js', './b.js?fresh=1', ['b.js'], ['b.js']],
    ['a.js', './b.js#x', ['b.js'], ['b.js']],
    ['a.js', './c.js', ['b.js'], []],
    ['a.js', 'node:fs', ['fs.js'], []],
    ['a.js', 'fs', ['fs.js'], []],
    ['a.js', 'b', ['b.js'], []],
    ['a.js', './\0', ['b.js'], []],
    ['a.js', './b.js/c', ['b.js'], []],
  ])('of %s, %j, among %j means %j', (importer, name, files, expected) => {
    const written = Object.fromEntries([importer, ...files].map((file) => [file, '']));
    expect(meant(written, importer, name)).toEqual(expected);
  });

  it('may be a URL', () => {
    const root = codeTree({ 'a.js': '', 'b c.js': '' });
    expect(meantIn(root, 'a.js', `file://${root}/b%20c.js`)).toEqual(['b c.js']);
    expect(meantIn(root, 'a.js', 'file://elsewhere/b.js')).toEqual([]);
  });

  it('may be a folder with a main file', () => {
    const files = { 'a.js': '', 'b/package.json': '{"main":"lib/b"}', 'b/lib/b.js': '', 'b/index.js': '' };
    expect(meant(files, 'a.js', './b')).toEqual(['b/lib/b.js']);
  });
});

describe('a name in an import', () => {
  it('may be an alias of the tsconfig.json', () => {
    const tsconfig = '{ "extends": "./base.json" } // one';
    const base = '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"], "all": ["./lib/all"] } }, }';
    const files = { 'tsconfig.json': tsconfig, 'base.json': base, 'lib/b.ts': '', 'lib/all.ts': '' };
    expect(meant(files, 'src/a.ts', '@lib/b')).toEqual(['lib/b.ts']);
    expect(meant(files, 'src/a.ts', 'all')).toEqual(['lib/all.ts']);
    expect(meant(files, 'src/a.ts', '@lib/none')).toEqual([]);
  });

  it('may be private to its package, another file for each way to load it', () => {
    const imports = { '#b': './b.js', '#c/*': { import: './c/*.mjs', require: './c/*.cjs' }, '#d': 'fs' };
    const files = { 'package.json': JSON.stringify({ imports }), 'b.js': '', 'c/x.mjs': '', 'c/x.cjs': '' };
    expect(meant(files, 'a.js', '#b')).toEqual(['b.js']);
    expect(meant(files, 'deep/a.js', '#c/x')).toEqual(['c/x.mjs', 'c/x.cjs']);
    expect(meant(files, 'a.js', '#d')).toEqual([]);
    expect(meant(files, 'a.js', '#none')).toEqual([]);
  });

  it('may be that of its own package', () => {
    const manifest = { name: '@me/own', exports: { '.': './main.js', './sub': { default: './lib/sub.js' } } };
    const files = { 'package.json': JSON.stringify(manifest), 'main.js': '', 'lib/sub.js': '' };
    expect(meant(files, 'a.js', '@me/own')).toEqual(['main.js']);
    expect(meant(files, 'a.js', '@me/own/sub')).toEqual(['lib/sub.js']);
    expect(meant(files, 'a.js', '@me/own/lib/sub.js')).toEqual([]);
  });

  it('may be that of a package that is linked from elsewhere, and never of one that is installed', () => {
    const root = codeTree({
      'app/a.js': '',
      'packages/lib/package.json': '{"name":"lib","main":"main.js"}',
      'packages/lib/main.js': '',
      'packages/lib/other.js': '',
      'node_modules/installed/package.json': '{"name":"installed"}',
      'node_modules/installed/index.js': '',
    });
    mkdirSync(join(root, 'app/node_modules'));
    symlinkSync('../../packages/lib', join(root, 'app/node_modules/lib'));
    expect(meantIn(root, 'app/a.js', 'lib')).toEqual(['packages/lib/main.js']);
    expect(meantIn(root, 'app/a.js', 'lib/other')).toEqual(['packages/lib/other.js']);
    expect(meantIn(root, 'app/a.js', 'installed')).toEqual([]);
    expect(meantIn(root, 'app/a.js', '../node_modules/installed/index.js')).toEqual([]);
  });

  it('is of the program where that is installed itself, and what it brings is not', () => {
    const root = codeTree({
      'node_modules/app/package.json': '{}',
      'node_modules/app/a.js': '',
      'node_modules/app/b.js': '',
      'node_modules/app/node_modules/dep/index.js': '',
      'node_modules/dep/index.js': '',
    });
    expect(meantIn(root, 'node_modules/app/a.js', './b.js')).toEqual(['node_modules/app/b.js']);
    expect(meantIn(root, 'node_modules/app/a.js', './node_modules/dep/index.js')).toEqual([]);
    expect(meantIn(root, 'node_modules/app/a.js', '../dep/index.js')).toEqual([]);
  });
});
