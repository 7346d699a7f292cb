import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { ScenarioResult } from '../../src/model/documents/report.ts';
import { concur, documentOf } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';
import { schemaErrors } from '../harness/schema.ts';

// A folder with nothing installed in it or above it: what `npx concur-cli` or a global install meets.
const folder = mkdtempSync(join(tmpdir(), 'concur-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => concur(['demo', ...args, '--quick', '--no-progress'], { cwd: folder });
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

function write(file: string, text: string): string {
  writeFileSync(join(folder, file), text);
  return `./${file}`;
}

/** An experiment that calls `square` in two workers of each engine. */
function everyEngine(name: string, { typescript = false } = {}): string {
  const [type, cast] = typescript ? [': number', ' as EngineName'] : ['', ''];
  return `
import { callFunction, claim, defineScenario, slot, trial${typescript ? ', type EngineName' : ''} } from 'concur-cli';
export const square = async (n${type}) => n * n;
const work = callFunction(import.meta.url, 'square', { units: 5 });
export default defineScenario({
  name: '${name}', question: 'Does it run everywhere?', hypothesis: 'It does.', needsCpus: 1, engines: [], follows: [],
  plan: () => ({
    asked: 'five calls in two workers of each engine',
    trials: ['threads', 'processes', 'pool', 'loop'].map((engine) =>
      trial(engine, [0, 1].map((i) => slot(i, { name: 'w' + i, engine: engine${cast}, cpu: null, work })))),
  }),
  judge: (observations) => ({
    claims: observations.map(({ label, workers }) =>
      claim(label, 'each gets the square of 4 last', {
        expected: '16, 16',
        observed: workers.map(({ finding }) => String(finding)).join(', '),
        holds: workers.every(({ finding }) => finding === 16),
      })),
    story: [],
  }),
});
`;
}

/** The template, changed; it is TypeScript. */
let template = '';
beforeAll(async () => {
  const { code, stdout } = await concur(['demo', '--new', 'mine'], { cwd: folder });
  expect([code, stdout]).toEqual([
    0,
    'wrote ./mine.ts, a complete experiment\nNext: concur demo ./mine.ts\n',
  ]);
  template = read('mine.ts');
});

function changed(file: string, from: string | RegExp, to: string): string {
  const text = template.replace(from, to);
  if (text === template) throw new Error(`the template has no ${from}`);
  return write(file, text);
}

describe('an experiment to begin with', () => {
  it('is the one that is type-checked here, under its own name', () => {
    const source = join(packageRoot(), 'scenarios', 'template', 'my-experiment.ts');
    expect(template).toBe(readFileSync(source, 'utf8').replaceAll('my-experiment', 'mine'));
    expect(template).toContain("name: 'mine'");
  });

  it('is never found false as it is, and its document is like any other', async () => {
    const ended = await run('./mine.ts', '--json');
    const report = documentOf(ended);
    const [result] = report.scenarios as [ScenarioResult];
    expect(schemaErrors('demo', report)).toEqual([]);
    expect([ended.code, result.name, result.trials.length]).toEqual([0, 'mine', 2]);
    expect(['holds', 'inconclusive']).toContain(result.outcome);
    const workers = result.trials.flatMap((trial) => trial.workers);
    expect(workers.map(({ engine, state }) => [engine, state])).toEqual([
      ['threads', 'done'],
      ['threads', 'done'],
      ['loop', 'done'],
      ['loop', 'done'],
    ]);
  });

  it('follows --engine, as it says', async () => {
    const [result] = documentOf(await run('./mine.ts', '--engine', 'processes', '--json')).scenarios;
    const pids = result?.trials[0]?.workers.map(({ pid }) => pid);
    expect(new Set(pids).size).toBe(2);
  });

  it('turns false where its function can’t keep a core busy', async () => {
    const lazy = changed(
      'lazy.ts',
      /export function busy[\s\S]*?\n}\n/,
      'export const busy = () => new Promise((resolve) => setTimeout(resolve, 5));\n',
    );
    const ended = await run(lazy, '--json');
    const [result] = documentOf(ended).scenarios;
    expect(result?.claims.map(({ id, outcome }) => [id, outcome])).toEqual([
      // On a busy machine it is left open instead.
      ['two-cores', expect.stringMatching(/^(fails|inconclusive)$/)],
      ['one-core', 'holds'],
    ]);
    expect(ended.code).toBe(result?.outcome === 'fails' ? 1 : 0);
  });

  it('never takes the place of a file that is there', async () => {
    const { code, stderr } = await concur(['demo', '--new', 'mine'], { cwd: folder });
    expect([code, stderr]).toEqual([
      2,
      'concur: ./mine.ts already exists, and was not changed\nChoose another name, or move the file.\n',
    ]);
    expect(read('mine.ts')).toBe(template);
  });

  it('has a name that a file can have', async () => {
    const { code, stderr } = await concur(['demo', '--new', '../out'], { cwd: folder });
    expect([code, existsSync(join(folder, '..', 'out.ts'))]).toEqual([2, false]);
    expect(stderr).toContain('Try --new out.');
  });

  it('is written alone, and told in a document too', async () => {
    expect((await run('threads', '--new', 'other')).code).toBe(2);
    const report = documentOf(await run('--new', 'other', '--json'));
    expect(schemaErrors('demo', report)).toEqual([]);
    expect(report.exit).toEqual({ code: 0, reason: 'wrote ./other.ts' });
  });
});

describe('a file of the user’s', () => {
  it.each([
    ['ES module', 'esm.mjs', everyEngine('esm')],
    ['TypeScript', 'typed.ts', everyEngine('typed', { typescript: true })],
    [
      'TypeScript that waits at its top',
      'late.mts',
      `await null;${everyEngine('late', { typescript: true })}`,
    ],
    [
      'CommonJS',
      'common.cjs',
      everyEngine('common')
        .replace(/import (\{.*?\}) from ('.*?')/, 'const $1 = require($2)')
        .replace('export const square', 'exports.square')
        .replace('import.meta.url', '__filename')
        .replace('export default', 'exports.default ='),
    ],
  ])('may be %s: it runs on every engine', async (_kind, file, text) => {
    const { code, stdout, stderr } = await run(write(file, text), '-q');
    expect([stderr, code]).toEqual(['', 0]);
    expect(stdout).toMatch(/^\w+: holds, because all 4 claims hold\n$/);
  });

  it('may have workers do work of its own, in TypeScript', async () => {
    write(
      'work.ts',
      `import { countOf, type CreateWork } from 'concur-cli';
enum Step { Size = 1 }
export const createWork: CreateWork = () => {
  let units = 0;
  return { run(count) { units += count * Step.Size; }, digest: () => countOf(units, 'unit') };
};`,
    );
    const text = everyEngine('work', { typescript: true })
      .replace(
        "callFunction(import.meta.url, 'square', { units: 5 })",
        `{ module: '${folder}/work.ts', params: {}, amount: { units: 5 }, unitMs: 10 }`,
      )
      .replaceAll('finding', 'digest')
      .replace('=== 16', "=== '5 units'");
    const { code, stdout, stderr } = await run(write('with-work.ts', text), '-q');
    expect([stderr, code, stdout]).toEqual(['', 0, 'work: holds, because all 4 claims hold\n']);
  });

  it('gets the concur-cli that is installed beside it, where one is', async () => {
    const installed = join(folder, 'beside', 'node_modules', 'concur-cli');
    mkdirSync(installed, { recursive: true });
    writeFileSync(
      join(installed, 'index.js'),
      "exports.defineScenario = () => { throw new Error('that one'); };",
    );
    const text = "import { defineScenario } from 'concur-cli'; export default defineScenario({});";
    for (const file of ['beside/local.mjs', 'beside/local.ts']) {
      expect((await run(write(file, text))).stderr).toContain('can’t be loaded: Error: that one');
    }
  });

  it('runs beside built-in experiments, in the order in which they were typed', async () => {
    const report = documentOf(await run('threads', './mine.ts', '--json'));
    expect(report.scenarios.map(({ name }) => name)).toEqual(['threads', 'mine']);
  });

  it('is shown with --source, and planned with --dry-run', async () => {
    const { stdout } = await run('./mine.ts', '--dry-run', '--source');
    expect(stdout).toContain('would run: one event loop');
    expect(stdout).toContain('busy()');
    expect(stdout).toContain(template.split('\n')[0]);
    const [result] = documentOf(await run('./mine.ts', '--dry-run', '--source', '--json')).scenarios;
    expect(result?.source).toEqual([{ path: join(folder, 'mine.ts'), text: template }]);
  });

  it('prints nothing into the document', async () => {
    const ended = await run(
      changed('loud.ts', 'const durationMs', 'console.log("planning"); const durationMs'),
      '--dry-run',
      '--json',
    );
    expect(documentOf(ended).scenarios[0]?.outcome).toBe('skipped');
    expect(ended.stderr).toContain('planning');
  });
});

describe('the experiment that the documentation builds', () => {
  const page = readFileSync(join(packageRoot(), 'docs', 'own-experiment.md'), 'utf8');
  const file = () =>
    write('json.ts', [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, part]) => part).join('\n'));

  it('is never found false', async () => {
    const { code, stdout } = await run(file(), '-q');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^json: (holds|is inconclusive|inconclusive), /),
    ]);
  });

  it('turns false as the page says', async () => {
    const [result] = documentOf(await run(file(), '--engine', 'loop', '--json')).scenarios;
    const outcome = expect.stringMatching(/^(fails|inconclusive)$/);
    expect(result?.claims).toMatchObject([{ id: 'alone' }, { id: 'together', outcome }]);
  });

  it('is complained of in the words of the page', async () => {
    const wrong = read('json.ts').replace("'second', engine", "'second', engine: 'thread' as never");
    const { stderr } = await run(
      write(
        'json.ts',
        wrong.replace(
          "slot(0, { name: 'first', engine",
          "slot(0, { name: 'first', engine: 'thread' as never",
        ),
      ),
    );
    expect(page).toContain(stderr);
  });
});

describe('a mistake in a file of the user’s', () => {
  const cases: [string, () => string, number, string | RegExp][] = [
    [
      'no such file',
      () => './none.ts',
      2,
      /none\.ts is not a file \(looked for .*\)\nconcur demo --new NAME/,
    ],
    ['no module', () => write('notes.txt', ''), 2, 'is not a JavaScript or TypeScript module'],
    [
      'no default export',
      () => write('no.mjs', 'export const a = 1;'),
      2,
      'the default export must be the result of defineScenario({ … }) (it is missing)',
    ],
    [
      'a field of the wrong type',
      () => changed('needs.ts', 'needsCpus: 2', "needsCpus: 'two' as never"),
      2,
      './needs.ts: needsCpus must be a whole number of at least 1 (it is "two")',
    ],
    [
      'a field that is not known',
      () => changed('folows.ts', 'follows', 'folows'),
      2,
      'folows is an unknown field\nDid you mean follows?',
    ],
    [
      'a plan that is wrong',
      () => changed('plan.ts', "engine: 'loop'", "engine: 'lop' as never"),
      2,
      'plan().trials[1].slots[0].engine must be threads, processes, pool, loop, python-threads or python-processes (it is "lop")\nDid you mean loop?',
    ],
    [
      'a function that is not there',
      () => changed('fn.ts', "'busy', {", "'bussy', {"),
      2,
      'exports no function bussy (its functions: busy). Did you mean busy?',
    ],
    [
      'a plan that throws',
      () => changed('planned.ts', 'const durationMs', "throw new RangeError('no plan'); const durationMs"),
      4,
      /planned\.ts: plan\(\) threw: RangeError: no plan \(.*planned\.ts:\d+:\d+\)/,
    ],
    [
      'a judge that throws',
      () => changed('judged.ts', 'const wanted', "throw new RangeError('no idea'); const wanted"),
      4,
      /judged\.ts: judge\(\) threw: RangeError: no idea \(.*judged\.ts:\d+:\d+\)/,
    ],
    [
      'a judgement that is wrong',
      () => changed('claims.ts', 'claims: [', 'claims: [{} as never,'),
      2,
      'judge().claims[0].id must be a text that is not empty (it is missing)',
    ],
    [
      'a module that throws',
      () => write('throws.mjs', "\nthrow new Error('at once');"),
      4,
      /throws\.mjs can’t be loaded: Error: at once \(.*throws\.mjs:2:7\)/,
    ],
    [
      'a promise that nobody waits for',
      () =>
        write(
          'stray.mjs',
          "Promise.reject(new Error('stray'));\nawait new Promise((done) => setTimeout(done, 50));",
        ),
      4,
      /stray\.mjs: a promise was rejected and not handled: Error: stray \(.*stray\.mjs:1:16\)/,
    ],
    [
      'a mistake in its JavaScript',
      () => write('syntax.mjs', 'let a;\nlet b = ;'),
      4,
      './syntax.mjs can’t be loaded (line 2): SyntaxError',
    ],
    [
      'a mistake in its TypeScript',
      () => write('syntax.ts', 'let a: 1;\nlet b = ;'),
      4,
      /syntax\.ts can’t be loaded: .*syntax\.ts:2:8: ERROR/,
    ],
    [
      'TypeScript that imports what isn’t exported',
      () => write('missing.mts', "import { missing } from 'node:path';\nexport default missing;"),
      4,
      /missing\.mts can’t be loaded: SyntaxError: .*missing\.mts:1\)/,
    ],
    [
      'TypeScript that waits at its top where no ES module is',
      () => write('waits.ts', 'await null;'),
      4,
      /Top-level await.*\nRename it to \.mts/,
    ],
    [
      'an import of nothing',
      () => write('import.ts', "import 'no-such-package';"),
      4,
      /import\.ts can’t be loaded: Error: Cannot find module 'no-such-package'/,
    ],
  ];

  it.each(cases)('%s: says so, and exits with its code', async (_what, prepare, code, message) => {
    const ended = await run(prepare(), '--json');
    expect([ended.code, errorDocumentOf(ended).exit.code]).toEqual([code, code]);
    if (message instanceof RegExp) expect(ended.stderr).toMatch(message);
    else expect(ended.stderr).toContain(message);
  });

  it('a function that throws: says so in the report of what ran, and exits with its code', async () => {
    const throws = "if (index === 3) throw new TypeError('no 3'); let value";
    const ended = await run(changed('throwing.ts', 'let value', throws), '--json');
    expect([ended.code, documentOf(ended).exit.code]).toEqual([4, 4]);
    expect(schemaErrors('demo', documentOf(ended))).toEqual([]);
    expect(ended.stderr).toMatch(/unit 3 threw TypeError: no 3 \(.*throwing\.ts:\d+:\d+\)/);
  });

  it('is found before anything runs', async () => {
    const { code, stdout } = await run('threads', './plan.ts', '--json-stream');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect([code, events.length, events[0].report.schema]).toEqual([2, 1, 'concur/error@1']);
  });

  it('suggests the file where its name was typed bare', async () => {
    expect((await run('mine')).stderr).toContain('Did you mean concur demo ./mine.ts?');
  });
});
