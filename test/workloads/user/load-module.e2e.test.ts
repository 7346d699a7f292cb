import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { paths, USER_MODULES } from '../../fixtures/user-modules.ts';
import { concur, NODE, Run } from '../../harness/concur.ts';

// Modules as users write and compile them, loaded by the workers of a real map.

const BUILT = join(packageRoot(), 'dist', 'index.js');
const EACH = join(packageRoot(), 'test', 'harness', 'map', 'each.mjs');

const WHOLE_ESM = {
  ...{ n: 0, two: 2, late: 2, data: { five: 5 }, whole: 101, level: 'High', seven: 7, dynamic: 2, alias: 2 },
  ...{
    required: 102,
    resolved: true,
    at: [true, true],
    folder: true,
    environment: [null, null, true],
    evaluated: 1,
  },
};
const WHOLE_CJS = {
  ...{
    n: 0,
    two: 2,
    value: 'of an ES module',
    data: { five: 5 },
    three: 3,
    alias: 3,
    join: 'a/b',
    dynamic: 2,
  },
  ...{ module: 'of an ES module', required: 2, at: [true, true], folder: true, evaluated: 1 },
};

const CASES: readonly (readonly [what: string, reference: string, result: unknown])[] = [
  ['CommonJS of tsc', 'js/tsc.js', 'default 0'],
  ['CommonJS of tsc, by name', 'js/tsc.js#helper', 'helper 0'],
  [
    'CommonJS of tsc without a default export',
    'js/tsc-named.js',
    expect.stringMatching(/^rejected: .*its functions: helper/),
  ],
  ['CommonJS of esbuild', 'js/esbuild.js', 'default 0'],
  ['CommonJS of esbuild, by name', 'js/esbuild.js#helper', 'helper 0'],
  ['CommonJS of Babel', 'js/babel.js', 'default 0'],
  ['CommonJS that is a function', 'js/whole.js', 'whole 0'],
  ['CommonJS that is a function, by name', 'js/whole.js#helper', 'helper 0'],
  ['CommonJS with a default of its own', 'js/own.js', 'default 0'],
  ['CommonJS that passes on another module', 'js/again.js#helper', 'helper 0'],
  [
    'CommonJS whose default is no function',
    'js/not.js',
    expect.stringMatching(/^rejected: .*no default export/),
  ],
  [
    'CommonJS with a single function',
    'js/only.js',
    expect.stringMatching(/^rejected: .*Name one: only.js#only/),
  ],
  ['CommonJS with a single function, by name', 'js/only.js#only', 'only 0'],
  ['CommonJS with a getter that throws', 'js/lazy.js#fine', 'fine 0'],
  ['an ES module of TypeScript', 'esm/all.ts#all', WHOLE_ESM],
  ['an ES module that imports when it is called', 'esm/lazy.ts#lazy', 2],
  ['.mts', 'esm/module.mts', 2],
  ['CommonJS of TypeScript', 'cjs/all.ts#all', WHOLE_CJS],
  ['CommonJS of TypeScript, its default export', 'cjs/all.ts', 'default 0'],
  [
    'CommonJS of TypeScript without a default export',
    'cjs/named.ts',
    expect.stringMatching(/^rejected: .*its functions: named/),
  ],
  ['.cts with `export =`', 'cjs/whole.cts', 2],
  ['.cts with `export =`, by name', 'cjs/whole.cts#named', 'named 0'],
  ['.cts with `export =` of an object', 'cjs/object.cts#run', 'run 0'],
  ['.cts that imports when it is called', 'cjs/dynamic.cts#dynamic', 2],
  ['TypeScript with the decorators of its tsconfig.json', 'old/decorated.ts', [0, ['id'], 1]],
  ['TypeScript with the decorators of the language', 'new/decorated.ts', 'id'],
  ['.tsx', 'jsx/page.tsx', { tag: 'a', props: { id: 0 } }],
  ['TypeScript whose tsconfig.json extends what isn’t there', 'extending/work.ts', 1],
  ['TypeScript behind a link', 'linked/module.mts', 2],
];

const root = mkdtempSync(join(tmpdir(), 'concur-modules-'));
beforeAll(() => {
  for (const [path, text] of Object.entries(USER_MODULES)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  symlinkSync(join(root, 'esm'), join(root, 'linked'));
  mkdirSync(join(root, 'blocked'));
  execFileSync('mkfifo', [join(root, 'blocked', 'tsconfig.json')]);
});
afterAll(() => rmSync(root, { recursive: true }));

/** What a map in that folder makes of each function. */
async function results(engine: string, references: readonly string[], folder: string, env = {}) {
  const files = references.map((reference) => join(root, reference));
  const command = [NODE, EACH, BUILT, engine, ...files];
  const { stdout, stderr } = await new Run(command, { cwd: folder, env: { TMPDIR: tmpdir(), ...env } }).end();
  return { values: JSON.parse(stdout || 'null') as Record<string, unknown>, stderr };
}

describe.each(['threads', 'processes'])('a worker of %s loads', (engine) => {
  let all: Awaited<ReturnType<typeof results>>;
  beforeAll(async () => {
    all = await results(
      engine,
      CASES.map(([, reference]) => reference),
      root,
    );
  }, 180_000);

  it.each(CASES)('%s', (_what, reference, result) => {
    expect(all.values[join(root, reference)]).toEqual(result);
  });

  it('all of them without a warning', () => {
    expect(all.stderr).toBe('');
  });

  it.each(['evil', 'blocked'])(
    'TypeScript as anywhere where the working directory is %s: S10',
    async (folder) => {
      const { values } = await results(engine, ['safe/work.ts#work'], join(root, folder));
      expect(values).toEqual({ [join(root, 'safe/work.ts#work')]: 'a/0' });
    },
  );

  it('TypeScript with the tsconfig.json that TSX_TSCONFIG_PATH names', async () => {
    const env = { TSX_TSCONFIG_PATH: join(root, 'evil', 'tsconfig.json') };
    const { values } = await results(engine, ['safe/work.ts#work'], root, env);
    expect(Object.values(values)).toEqual(['redirected']);
  });
});

describe('concur demo loads', () => {
  const experiment = (name: string, imported: string) => `
    import { callFunction, claim, defineScenario, slot, trial } from 'concur-cli';
    import { two } from '${imported}';
    export const work = (n: number): number => n + two;
    export default defineScenario({
      name: '${name}', question: 'Is it?', hypothesis: 'It is.', needsCpus: 1, engines: ['threads'], follows: [],
      plan: () => ({ asked: \`\${two} is two\`, trials: [trial('one', [slot(0, {
        name: 'first', engine: 'threads', cpu: null, work: callFunction(import.meta.url, 'work', { durationMs: 100 }) })])] }),
      judge: () => ({ claims: [claim('it is', true, 'it is')] }),
    });`;

  it('experiments, each with the tsconfig.json of its own folder: S10', async () => {
    for (const name of ['left', 'right']) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, 'two.ts'), 'export const two: number = 2;');
      writeFileSync(join(root, name, 'tsconfig.json'), paths({ [`@${name}`]: ['./two.ts'] }));
      writeFileSync(join(root, name, `${name}.ts`), experiment(name, `@${name}`));
    }
    const files = ['left', 'right'].map((name) => `../${name}/${name}.ts`);
    const { code, stdout, stderr } = await concur(['demo', ...files, '--dry-run'], {
      cwd: join(root, 'evil'),
    });
    expect(code, stderr).toBe(0);
    expect(stdout.match(/2 is two/g)).toHaveLength(2);
  });
});
