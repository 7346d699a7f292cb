import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { noGit, TestRepository } from '../fixtures/repository.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { concur, startConcur } from '../harness/concur.ts';
import { compareDocument } from '../harness/documents.ts';

tellSkipped('functions against git revisions', noGit);

const ONCE = ['--runs', '1', '--quick', '--no-progress', '--units', '20'];
const FEW = ['--runs', '5', '--quick', '--no-progress', '--units', '20'];

/** A busy loop of so many steps that gives its input, times a number. */
const busy = (steps: number, times = 2) => `let sink = 0;
export function f(x) {
  for (let i = 0; i < ${steps}; i++) sink = (sink * 31 + i) | 0;
  return x * ${times};
}
`;
const busyPython = (steps: number) => `def f(x):
    for i in range(${steps}):
        pass
    return 2 * x
`;

/** Versions in a folder of their own, by their names. */
function versions(): (name: string) => string {
  const folder = temporaryFolder();
  const files = {
    'old.mjs': busy(400_000),
    'new.mjs': busy(1000),
    'third.ts': busy(1000).replace('f(x)', 'f(x: number): number'),
    'work.py': busyPython(1000),
    'other.mjs': busy(1000, 3),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (name) => join(folder, name);
}

describe('versions of a function', () => {
  const all = ['old.mjs', 'new.mjs', 'third.ts', 'work.py'];

  it('run interleaved on one loop, in both languages, and give the same', async () => {
    const file = versions();
    const args = ['compare', ...all.map((name) => `${file(name)}#f`), ...ONCE, '--json'];
    const { results, comparisons, workload } = compareDocument(await concur(args));
    expect(results.map(({ label, engine }) => [label, engine])).toEqual(all.map((name) => [name, 'loop']));
    expect(results.map(({ subject }) => subject?.label)).toEqual(all.map((name) => `${file(name)}#f`));
    expect(results.map(({ subject }) => subject?.language)).toEqual([
      ...['javascript', 'javascript', 'typescript', 'python'],
    ]);
    expect(new Set(results.map(({ digest }) => digest)).size).toBe(1);
    expect(comparisons[0]).toMatchObject({ baseline: 'old.mjs', candidate: 'new.mjs' });
    expect(workload).toMatchObject({ name: 'f', units: 20 });
  });

  it('the faster one is named, and the slower one may fail', async () => {
    const file = versions();
    const args = ['compare', `${file('new.mjs')}#f`, `${file('old.mjs')}#f`, '--engine', 'threads', ...FEW];
    const ended = await concur([...args, '--max-regress', '50%', '--json']);
    const { results, recommendation, regressions } = compareDocument(ended);
    expect(results.map(({ engine }) => engine)).toEqual(['threads', 'threads']);
    expect(recommendation).toMatchObject({ label: 'new.mjs', engine: 'threads' });
    expect(regressions).toMatchObject([{ engine: 'old.mjs', against: 'new.mjs', outcome: 'fail' }]);
    expect(ended.code).toBe(1);
    const { stdout, code } = await concur(args);
    expect(stdout).toContain('new.mjs is faster');
    expect(code).toBe(0);
  });

  it('agree on what is the same in JavaScript and in Python, and on nothing else', async () => {
    const folder = temporaryFolder();
    const [js, py] = [join(folder, 'w.mjs'), join(folder, 'w.py')];
    writeFileSync(
      js,
      `export const numbers = (i) => [i / 2, i / 1e7, i * 1e20, i * -1e21, 1 / 3, '1.0 1e-05', { a: [i] }];
export const long = (i) => Array.from({ length: 9000 }, (_, k) => k + i);
export const keyed = (i) => ({ 1: i });
`,
    );
    writeFileSync(
      py,
      `from dataclasses import dataclass
def numbers(i): return [i / 2, i / 1e7, i * 1e20, i * -1e21, 1 / 3, "1.0 1e-05", {"a": [float(i)]}]
def long(i): return [k + i for k in range(9000)]
def keyed(i): return {1: i}
@dataclass
class Named:
    names: set
    by: dict
def named(i): return Named({"alpha", "beta", "gamma", "delta"}, {("x", i): {"one", "two", "three"}})
`,
    );
    const run = (...args: string[]) => concur(['compare', ...args, ...ONCE]);
    for (const name of ['numbers', 'long'])
      expect((await run(`${js}#${name}`, `${py}#${name}`)).stderr).not.toContain('differ');
    expect((await run(`${js}#keyed`, `${py}#keyed`)).code).toBe(4);
    expect((await run(`${py}#named`, 'loop', 'threads', 'processes')).code).toBe(0);
  });

  it('that give different results end with 4, unless that is allowed', async () => {
    const file = versions();
    const args = ['compare', `${file('new.mjs')}#f`, `${file('other.mjs')}#f`, ...ONCE];
    const { code, stderr } = await concur(args);
    expect(stderr).toMatch(
      /the results differ: unit 1 is [23] \(\w+\.mjs, run 1\) and [23] \(\w+\.mjs, run 1\)/,
    );
    expect(stderr).toContain('--allow-different');
    expect(code).toBe(4);
    const allowed = compareDocument(await concur([...args, '--allow-different', '--json']));
    expect(new Set(allowed.results.map(({ digest }) => digest)).size).toBe(2);
  });

  it.each([
    [['loop', 'threads'], /several functions are compared on one engine, not on loop and threads/],
    [['--engine', 'pool', 'work.py#f'], /pool runs JavaScript, but this work is Python/],
    [['--python', '3'], /--python needs your own function in Python/],
    [['new.mjs#g'], /new\.mjs exports no function g \(its functions: f\)/],
  ])('with %j are refused', async (more, message) => {
    const file = versions();
    const named = more.map((word) => (word.includes('#') ? file(word) : word));
    const { code, stderr } = await concur([
      'compare',
      `${file('new.mjs')}#f`,
      `${file('old.mjs')}#f`,
      ...named,
      ...ONCE,
    ]);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});

describe.skipIf(noGit !== null)('a function against a git revision', () => {
  /** A run in a repository, with a temporary folder of its own, and what is left of it. */
  function against(repository: TestRepository, env: NodeJS.ProcessEnv = {}) {
    const TMPDIR = join(temporaryFolder(), 'tmp');
    mkdirSync(TMPDIR);
    const options = { cwd: repository.folder, env: { ...env, TMPDIR } };
    return {
      start: (...args: string[]) => startConcur(['compare', ...args], options),
      run: (...args: string[]) => concur(['compare', ...args], options),
      left: () => [
        repository.worktrees - 1,
        readdirSync(TMPDIR).filter((name) => existsSync(join(TMPDIR, name, 'project'))),
        existsSync(join(repository.folder, '.git', 'worktrees')),
      ],
    };
  }
  const NOTHING = [0, [], false];

  it('fails where it became slower, and leaves nothing behind', async () => {
    const repository = new TestRepository({ 'work.mjs': busy(2000) });
    repository.write({ 'work.mjs': busy(800_000) });
    const { run, left } = against(repository);
    const ended = await run('./work.mjs#f', '--against', 'HEAD', ...FEW, '--json');
    const { results, regressions, exit } = compareDocument(ended);
    const short = repository.git('rev-parse', '--short', 'HEAD');
    expect(results.map(({ label }) => label)).toEqual([short, 'working tree']);
    const hash = repository.git('rev-parse', 'HEAD');
    expect(results.map(({ subject }) => subject?.revision)).toEqual([hash, null]);
    const source = join(repository.folder, 'work.mjs#f');
    expect(results.map(({ subject }) => subject?.label)).toEqual([source, source]);
    expect(regressions).toMatchObject([{ engine: 'working tree', against: short, outcome: 'fail' }]);
    expect(exit).toMatchObject({ code: 1, reason: expect.stringContaining(`times as long as ${short}`) });
    expect([ended.code, left()]).toEqual([1, NOTHING]);
  });

  it('passes where it became faster, in Python as well', async () => {
    const repository = new TestRepository({ 'work.py': busyPython(200_000) });
    repository.write({ 'work.py': busyPython(1000) });
    const { run, left } = against(repository);
    for (const reference of ['./work.py#f', 'work:f']) {
      const ended = await run(reference, '--against', 'main', ...FEW, '--json');
      const { recommendation, regressions } = compareDocument(ended);
      expect(recommendation.label).toBe('working tree');
      expect(regressions).toMatchObject([{ outcome: 'pass' }]);
      expect([ended.code, left()]).toEqual([0, NOTHING]);
    }
  });

  it('has the modules of the revision, too, wherever Python finds them', async () => {
    const helper = (value: number) => ({ 'src/part/helper.py': `VALUE = ${value}\n` });
    const work = 'from part.helper import VALUE\n\n\ndef f(x):\n    return VALUE\n';
    const repository = new TestRepository({ ...helper(1), 'src/part/__init__.py': '', 'work.py': work });
    const src = join(repository.folder, 'src');
    repository.commit({ 'stray.py': `import sys\nsys.path.insert(0, '${src}')\n${work}` });
    repository.write(helper(2));
    const { run, left } = against(repository, { PYTHONPATH: src });
    const { code, stderr } = await run('./work.py#f', '--against', 'HEAD', ...ONCE);
    expect(stderr).toMatch(/the results differ: unit 0 is [12] \(.*\) and [12] \(/);
    expect([code, left()]).toEqual([4, NOTHING]);
    const refused = await against(repository).run('./stray.py#f', '--against', 'HEAD', ...ONCE);
    expect(refused.stderr).toMatch(/part.*\.py is imported as it lies in the working tree/);
    expect(refused.code).toBe(4);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind after %s', async (signal) => {
    const repository = new TestRepository({ 'work.mjs': busy(2000) });
    const { start, left } = against(repository);
    const run = start('./work.mjs#f', '--against', 'HEAD', '--units', '200000', '--runs', '99', '--json');
    await run.says(/f: 200000 units/);
    run.child.kill(signal);
    const { code, orphans } = await run.end();
    expect([code, orphans, left()]).toEqual([signal === 'SIGINT' ? 130 : 143, [], NOTHING]);
  });

  it('leaves nothing behind after SIGKILL', async () => {
    const repository = new TestRepository({ 'work.mjs': busy(2000) });
    const { start, left } = against(repository);
    const run = start('./work.mjs#f', '--against', 'HEAD', '--units', '200000', '--runs', '99', '--json');
    await run.says(/f: 200000 units/);
    run.child.kill('SIGKILL');
    await run.end();
    await vi.waitUntil(() => JSON.stringify(left()) === JSON.stringify(NOTHING), { timeout: 20_000 });
    expect(left()).toEqual(NOTHING);
  });

  it('leaves nothing behind where it is checked out still', async () => {
    const files = Array.from({ length: 3000 }, (_, index) => [`many/${index}.txt`, `${index}`]);
    const repository = new TestRepository({ 'work.mjs': busy(2000), ...Object.fromEntries(files) });
    const { start, left } = against(repository);
    const run = start('./work.mjs#f', '--against', 'HEAD', ...ONCE);
    while (!existsSync(join(repository.folder, '.git', 'worktrees')) && run.child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 2));
    run.child.kill('SIGTERM');
    const { orphans } = await run.end();
    expect([orphans, left()]).toEqual([[], NOTHING]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'leaves no filter of git’s behind after %s',
    async (signal) => {
      const repository = new TestRepository({
        'work.mjs': busy(2000),
        '.gitattributes': '*.mjs filter=slow',
      });
      const pid = join(temporaryFolder(), 'pid');
      repository.git('config', 'filter.slow.smudge', `echo $$ > ${pid}; exec sleep 600`);
      const { start, left } = against(repository);
      const run = start('./work.mjs#f', '--against', 'HEAD', ...ONCE);
      await vi.waitUntil(() => existsSync(pid) && readFileSync(pid, 'utf8') !== '', { timeout: 20_000 });
      run.child.kill(signal);
      await run.end();
      const filter = `/proc/${readFileSync(pid, 'utf8').trim()}`;
      await vi.waitUntil(() => !existsSync(filter) && `${left()}` === `${NOTHING}`, { timeout: 20_000 });
      expect([existsSync(filter), left()]).toEqual([false, NOTHING]);
    },
  );

  it.each([
    [
      'there is no such revision',
      ['--against', 'nowhere'],
      2,
      /--against nowhere: this repository has no such/,
    ],
    [
      'the revision has no such function',
      ['--against', 'HEAD~1'],
      2,
      /work\.mjs exports no function f .*at [0-9a-f]+/,
    ],
    ['there is a baseline, too', ['--against', 'HEAD', '--baseline', 'x'], 2, /exclude each other/],
    [
      'its code throws there',
      ['--against', 'HEAD~2'],
      4,
      /the module can’t be loaded: Error: early .*work\.mjs:1/,
    ],
    ['the file is not there', ['--against', 'HEAD~3'], 2, /work\.mjs is not there at [0-9a-f]+/],
    ['there are two functions', ['./work.mjs#g', '--against', 'HEAD'], 2, /--against needs one function/],
  ])('is refused where %s, and leaves nothing behind', async (_what, args, exit, message) => {
    const repository = new TestRepository({ 'other.mjs': '' });
    for (const text of ["throw new Error('early');", 'export const g = () => 1;', busy(1000)])
      repository.commit({ 'work.mjs': text });
    const { run, left } = against(repository);
    const { code, stderr } = await run('./work.mjs#f', ...args, ...ONCE);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/concur-\w{6}\//);
    expect([code, left()]).toEqual([exit, NOTHING]);
  });
});
