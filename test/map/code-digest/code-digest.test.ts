import { cpSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeDigest } from '../../../src/map/code-digest/code-digest.ts';
import { pythonFile } from '../../../src/workloads/user/python-reference.ts';
import { type Tree, temporaryFolder } from '../../fixtures/captured.ts';
import { codeTree } from '../../fixtures/code-tree.ts';

const digestIn = (root: string, file = 'work.js', name: string | null = 'fn') =>
  codeDigest({ file: join(root, file), name });

/** Modules that import each other in any way: some not at all, some in circles, some of them missing. */
const EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.json'] as const;
const WAYS = [
  (name: string) => `import '${name}';`,
  (name: string) => `export * from "${name}";`,
  (name: string) => `const one = await import(\`${name}\`);`,
  (name: string) => `const one = require('${name}');`,
];
const program = fc.array(
  fc.record({
    extension: fc.constantFrom(...EXTENSIONS),
    folder: fc.constantFrom('', 'deep/', 'deep/er/'),
    imports: fc.array(fc.record({ to: fc.nat(9), way: fc.constantFrom(...WAYS) }), { maxLength: 3 }),
  }),
  { minLength: 2, maxLength: 8 },
);
type Program = typeof program extends fc.Arbitrary<infer Value> ? Value : never;

const pathOf = ({ extension, folder }: Program[number], i: number) =>
  i === 0 ? 'work.js' : `${folder}m${i}${extension}`;

function sourcesOf(modules: Program): Tree {
  const files = modules.map((module, i) => {
    const path = pathOf(module, i);
    const up = '../'.repeat(path.split('/').length - 1) || './';
    const names = module.imports.map(({ to, way }) => {
      const target = modules[to];
      return way(`${up}${target === undefined ? `missing${to}.js` : pathOf(target, to)}`);
    });
    return [path, module.extension === '.json' && i > 0 ? '{}' : `// ${i}\n${names.join('\n')}\n`];
  });
  return { 'package.json': '{"name":"p"}', ...Object.fromEntries(files) };
}

/** Which of them are reached from the first. */
function reachedIn(modules: Program): Set<number> {
  const reached = new Set<number>();
  const waiting = [0];
  for (let i = waiting.pop(); i !== undefined; i = waiting.pop()) {
    const module = modules[i];
    if (module === undefined || reached.has(i)) continue;
    reached.add(i);
    if (module.extension !== '.json' || i === 0) waiting.push(...module.imports.map(({ to }) => to));
  }
  return reached;
}

describe('the digest of a function of Node', () => {
  it('changes with every file that is reached, and with no other', async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.nat(), async (modules, which) => {
        const root = codeTree(sourcesOf(modules));
        const before = await digestIn(root);
        const changed = which % modules.length;
        writeFileSync(join(root, pathOf(modules[changed] as Program[number], changed)), ' ', { flag: 'a' });
        expect((await digestIn(root)) !== before).toBe(reachedIn(modules).has(changed));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same wherever the same code lies', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (modules) => {
        const root = codeTree(sourcesOf(modules));
        const copy = join(temporaryFolder(), 'another', 'name');
        cpSync(root, copy, { recursive: true });
        expect(await digestIn(copy)).toBe(await digestIn(root));
      }),
      { numRuns: 20 },
    );
  });

  it('has 64 hexadecimal digits', async () => {
    expect(await digestIn(codeTree({ 'work.js': '' }))).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another for another function of the same module, and for another module of the same text', async () => {
    const root = codeTree({ 'work.js': '', 'other.js': '' });
    const all = [
      await digestIn(root),
      await digestIn(root, 'work.js', 'other'),
      await digestIn(root, 'work.js', null),
      await digestIn(root, 'other.js'),
    ];
    expect(new Set(all).size).toBe(4);
    expect(await digestIn(root, 'work.js', 'default')).toBe(all[2]);
  });

  it('changes where a file that was missing comes, and where one goes', async () => {
    const root = codeTree({ 'work.js': "import './a.js'" });
    const without = await digestIn(root);
    writeFileSync(join(root, 'a.js'), '');
    expect(await digestIn(root)).not.toBe(without);
    unlinkSync(join(root, 'a.js'));
    expect(await digestIn(root)).toBe(without);
  });

  it('changes where two files change places', async () => {
    const root = codeTree({ 'work.js': "import './a.js'; import './b.js'", 'a.js': '1', 'b.js': '2' });
    const before = await digestIn(root);
    renameSync(join(root, 'a.js'), join(root, 'c.js'));
    renameSync(join(root, 'b.js'), join(root, 'a.js'));
    renameSync(join(root, 'c.js'), join(root, 'b.js'));
    expect(await digestIn(root)).not.toBe(before);
  });

  it('takes what is imported and no module for bytes', async () => {
    const root = codeTree({
      'work.js': "require('./addon.node')",
      'addon.node': "require('./a.js')",
      'a.js': '',
    });
    const before = await digestIn(root);
    writeFileSync(join(root, 'a.js'), 'changed');
    expect(await digestIn(root)).toBe(before);
    writeFileSync(join(root, 'addon.node'), Buffer.from([0xff, 0xfe]));
    const one = await digestIn(root);
    writeFileSync(join(root, 'addon.node'), Buffer.from([0xff, 0xff]));
    expect(new Set([before, one, await digestIn(root)]).size).toBe(3);
  });

  it.each(['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'])(
    'changes with %s',
    async (lock) => {
      const root = codeTree({
        'packages/p/package.json': '{}',
        'packages/p/work.js': "import 'left-pad'",
        [lock]: '1',
      });
      const before = await digestIn(root, 'packages/p/work.js');
      writeFileSync(join(root, lock), '2');
      expect(await digestIn(root, 'packages/p/work.js')).not.toBe(before);
    },
  );

  it('has nothing to do with what is installed, or with a package.json that says the same of its files', async () => {
    const root = codeTree({
      'package.json': '{}',
      'work.js': "import 'dep'",
      'node_modules/dep/package.json': '{}',
      'node_modules/dep/index.js': '1',
    });
    const before = await digestIn(root);
    writeFileSync(join(root, 'node_modules/dep/index.js'), '2');
    writeFileSync(join(root, 'package.json'), '{"scripts":{}}');
    expect(await digestIn(root)).toBe(before);
  });

  it('is that of the file, not of a link to it', async () => {
    const root = codeTree({ 'package.json': '{}', 'work.js': "import './a.js'", 'a.js': '' });
    const link = join(temporaryFolder(), 'link.js');
    symlinkSync(join(root, 'work.js'), link);
    expect(await codeDigest({ file: link, name: 'fn' })).toBe(await digestIn(root));
  });

  it('says so where the module isn’t there', async () => {
    await expect(digestIn(temporaryFolder())).rejects.toMatchObject({ code: 'USAGE' });
  });
});

describe('the digest of a function of Python', () => {
  const FILES = {
    'work.py': 'import os\nfrom pkg import a\n',
    'pkg/__init__.py': '',
    'pkg/a.py': 'from . import b\nfrom .sub.c import (\n  d, # d\n  e,\n)\n',
    'pkg/b.py': 'import work\n',
    'pkg/sub/__init__.py': '',
    'pkg/sub/c.py': '',
    'pkg/unused.py': '',
    'other.py': '',
  };
  const ofPython = (root: string) => codeDigest(pythonFile(join(root, 'work.py'), 'fn'));

  it.each(Object.keys(FILES))('where %s changes, changes if it is reached', async (path) => {
    const root = codeTree(FILES);
    const before = await ofPython(root);
    writeFileSync(join(root, path), '# changed\n', { flag: 'a' });
    expect((await ofPython(root)) === before).toBe(['pkg/unused.py', 'other.py'].includes(path));
  });

  it('is the same wherever the same code lies', async () => {
    expect(await ofPython(codeTree(FILES))).toBe(await ofPython(codeTree(FILES)));
  });

  it.each([
    "import importlib\nimportlib.import_module('pkg.' + name)\n",
    "__import__('pkg')\n",
    'from pkg.a import *\n',
  ])('takes all of a package where %j doesn’t say what of it', async (text) => {
    const root = codeTree({ ...FILES, 'pkg/b.py': text });
    const before = await ofPython(root);
    writeFileSync(join(root, 'pkg/unused.py'), 'changed = 1\n');
    expect(await ofPython(root)).not.toBe(before);
  });

  it('knows a module that is found by its name, and one that is installed by that alone', async () => {
    const root = codeTree(FILES);
    const named = (module: string) => codeDigest({ module, file: null, name: 'fn', folder: root });
    const before = [await named('pkg.a'), await named('numpy'), await named('pandas')];
    writeFileSync(join(root, 'pkg/sub/c.py'), 'changed = 1\n');
    const after = [await named('pkg.a'), await named('numpy'), await named('pandas')];
    expect(after.map((digest, i) => digest === before[i])).toEqual([false, true, true]);
    expect(new Set(before).size).toBe(3);
  });
});
