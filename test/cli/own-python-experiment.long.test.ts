import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { ScenarioResult } from '../../src/model/documents/report.ts';
import { concur, documentOf, startConcur } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';
import { schemaErrors } from '../harness/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-own-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => concur(['demo', ...args, '--quick', '--no-progress'], { cwd: folder });
const EXAMPLES = join(packageRoot(), 'scenarios', 'examples');

function write(file: string, text: string): string {
  writeFileSync(join(folder, file), text);
  return `./${file}`;
}

let template = '';
beforeAll(async () => {
  const { code, stdout } = await concur(['demo', '--new', 'mine.py'], { cwd: folder });
  expect([code, stdout]).toEqual([
    0,
    'wrote ./mine.py, a complete experiment\nNext: concur demo ./mine.py\n',
  ]);
  template = readFileSync(join(folder, 'mine.py'), 'utf8');
});

function changed(file: string, from: string | RegExp, to: string): string {
  const text = template.replace(from, to);
  if (text === template) throw new Error(`the template has no ${from}`);
  return write(file, text);
}

const LOADS = 'print("at work", flush=True)\nwhile True: pass';
const PLANS = 'def trials():\n    print("at work", flush=True)\n    while True: pass\n_ = ';

/** The template, judged by this as well. */
function judgedBy(file: string, ...lines: string[]): string {
  const judge = ['def judge(evidence):', ...lines.map((line) => `    ${line}`)];
  return write(file, `${template}\n\n${judge.join('\n')}\n`);
}

describe('an experiment in Python to begin with', () => {
  it('is never found false as it is, and its document is like any other', async () => {
    const ended = await run('./mine.py', '--json');
    const report = documentOf(ended);
    const [result] = report.scenarios as [ScenarioResult];
    expect(schemaErrors('demo', report)).toEqual([]);
    expect([ended.code, result.name]).toEqual([0, 'mine']);
    expect(['holds', 'inconclusive']).toContain(result.outcome);
    expect(result.claims.map(({ id }) => id)).toEqual(['one-core', 'two-cores']);
    expect(
      result.trials.flatMap(({ workers }) => workers.map(({ engine, state }) => [engine, state])),
    ).toEqual([
      ['python-threads', 'done'],
      ['python-threads', 'done'],
      ['python-processes', 'done'],
      ['python-processes', 'done'],
    ]);
  });

  it('turns false where it expects too much of threads that hold the GIL', async () => {
    const bold = changed('bold.py', '"at_most": 1.5', '"at_least": 9');
    const [result] = documentOf(await run(bold, '--json')).scenarios;
    expect(result?.claims).toMatchObject([
      {
        id: 'one-core',
        expected: 'busy + queued ≥ 9.00 cores',
        outcome: expect.stringMatching(/^(fails|inconclusive)$/),
      },
      { id: 'two-cores' },
    ]);
  });

  it('follows --engine where a trial leaves it open', async () => {
    const open = changed('open.py', /"engine": "\w+", /g, '');
    const ended = await run(open, '--engine', 'python-processes', '--json');
    const [result] = documentOf(ended).scenarios;
    expect(result?.trials.map(({ engine }) => engine)).toEqual(['python-processes', 'python-processes']);
    const refused = await run('./mine.py', '--engine', 'python-threads');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Its engines are fixed')]);
  });

  it('is plain Python: it imports nothing of ours', () => {
    expect(execFileSync('python3', [join(folder, 'mine.py')], { encoding: 'utf8' })).toBe('');
  });

  it('is shown with --source, and planned with --dry-run', async () => {
    const { stdout } = await run('./mine.py', '--dry-run', '--source');
    expect(stdout).toContain('would run: two threads');
    expect(stdout).toContain('busy()');
    const [result] = documentOf(await run('./mine.py', '--dry-run', '--source', '--json')).scenarios;
    expect(result?.source).toEqual([{ path: join(folder, 'mine.py'), text: template }]);
  });

  it('never takes the place of a file that is there, and is suggested where its name was typed bare', async () => {
    expect((await run('--new', 'mine.py')).code).toBe(2);
    expect((await run('mine')).stderr).toContain('Did you mean concur demo ./mine.py?');
  });
});

describe('judge() of a file in Python', () => {
  it('is given each trial by its label, and adds claims, a story and tables to those that are data', async () => {
    const file = judgedBy(
      'judged.py',
      'threads = evidence["two threads"]["workers"]',
      'print("judging")',
      'pids = [worker["pid"] for worker in threads]',
      'claim = {"statement": "one PID", "expected": "1", "observed": "1", "holds": len(set(pids)) == 1}',
      'table = {"title": "t", "columns": [{"title": "worker", "align": "left"}], "rows": [[w["name"]] for w in threads]}',
      'return {"claims": {"pid": claim}, "story": ["as told"], "tables": [table]}',
    );
    const ended = await run(file, '--json');
    const [result] = documentOf(ended).scenarios;
    expect(result?.claims.map(({ id }) => id)).toEqual(['one-core', 'two-cores', 'pid']);
    expect(result?.claims[2]?.outcome).toBe('holds');
    expect(result).toMatchObject({ story: ['as told'], tables: [{ rows: [['first'], ['second']] }] });
    expect(ended.stderr).toContain('judging');
  });

  it('that never returns is ended with the run’s time, and nothing of it is left', async () => {
    const file = judgedBy('endless.py', 'while True: pass');
    const ended = await run(file, '--timeout', '4s', '--json');
    expect([ended.code, errorDocumentOf(ended).exit.code, ended.orphans]).toEqual([124, 124, []]);
    expect(ended.stderr).toContain('--timeout: 4.00 s elapsed while code of the experiment ran');
  });

  it.each([
    ['is loaded', 'SIGINT', () => changed('busy-load.py', 'needs_cpus = 2', LOADS)],
    ['is loaded', 'SIGKILL', () => changed('busy-load.py', 'needs_cpus = 2', LOADS)],
    ['plans', 'SIGINT', () => changed('busy-plan.py', 'trials = ', PLANS)],
    ['plans', 'SIGKILL', () => changed('busy-plan.py', 'trials = ', PLANS)],
  ] as const)('or anything else of the file that %s is ended with us: %s', async (_what, by, prepare) => {
    const running = startConcur(['demo', prepare(), '--quick', '--no-progress'], { cwd: folder });
    await running.says(/at work/);
    running.child.kill(by);
    const { signal, orphans } = await running.end();
    expect([signal, orphans]).toEqual([by, []]);
  });

  it('is ended with us', async () => {
    const running = startConcur(
      [
        'demo',
        judgedBy('slow.py', 'print("judging", flush=True)', 'while True: pass'),
        '--quick',
        '--no-progress',
      ],
      { cwd: folder },
    );
    await running.says(/judging/);
    running.child.kill('SIGINT');
    const { signal, orphans } = await running.end();
    expect([signal, orphans]).toEqual(['SIGINT', []]);
  });
});

describe('a worker in Python', () => {
  it('may be a coroutine, a lambda or a partial, and gives what its last call gave', async () => {
    const file = write(
      'kinds.py',
      `
import asyncio, functools
question, hypothesis = "Does it run?", "It does."
async def slow(index):
    await asyncio.sleep(0.01)
    return {"index": index}
workers = {"a": slow, "b": lambda: 4, "c": functools.partial(lambda given, _: given, [1]), "d": lambda index: {index}}
trials = {engine: {"engine": engine, "calls": 3, "workers": workers} for engine in ("threads", "processes")}
claims = {engine: {"statement": "s", "trial": engine, "figure": "threads", "equals": 4} for engine in trials}
`,
    );
    const [result] = documentOf(await run(file, '--json')).scenarios;
    const findings = result?.trials.map(({ workers }) => workers.map(({ finding }) => finding));
    expect(findings).toEqual(Array(2).fill([{ index: 2 }, 4, [1], '{2}']));
    expect(result?.outcome).toBe('holds');
  });
});

describe('trials and claims that are functions', () => {
  const SETTING = `
question, hypothesis, follows = "Does it run?", "It does.", ["workers"]
def trials(setting):
    workers = {"w%d" % n: lambda _, n=n: n for n in range(setting["workers"] or len(setting["cpus"]))}
    return {"all": {"calls": 2, "workers": workers}}
def claims(setting):
    return {"a": {"statement": "s", "trial": "all", "figure": "threads", "equals": setting["workers"]}}
`;

  it('follow what the user asks for', async () => {
    const ended = await run(write('setting.py', SETTING), '-w', '3', '--json');
    const report = documentOf(ended);
    const [result] = report.scenarios;
    expect([ended.code, result?.outcome, report.warnings]).toEqual([0, 'holds', []]);
    expect(result?.trials[0]?.workers.map(({ finding }) => finding)).toEqual([0, 1, 2]);
  });

  it.each([
    [
      'throw',
      'return {"all"',
      'return {"none": 1}["all"]; {"all"',
      4,
      /: trials\(\) threw KeyError: 'all' \(.*:5\)/,
    ],
    [
      'give what is no trial',
      'return {"all"',
      'return 1; {"all"',
      2,
      /:3: trials\(\) must be a dict of one trial/,
    ],
    [
      'claim of no trial',
      '"trial": "all"',
      '"trial": "al"',
      2,
      /:6: claims\["a"\].trial must be all \(it is "al"\)/,
    ],
    [
      'name engines that are not asked for',
      '"calls"',
      '"engine": "threads", "calls"',
      2,
      /Its engines are fixed/,
    ],
  ])('%s: say so with the line', async (what, from, to, code, message) => {
    const file = write(`${what.replaceAll(' ', '-')}.py`, SETTING.replace(from, to));
    const ended = await run(file, '-w', '3', '--engine', 'python-processes');
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(message)]);
  });
});

describe('workers in turns', () => {
  it('share one thread, in a plain loop or as tasks of one event loop', async () => {
    const file = write(
      'turns.py',
      `
import asyncio
question, hypothesis = "Do they wait at the same time?", "In asyncio they do."
async def nap():
    await asyncio.sleep(0.02)
workers = {"a": nap, "b": nap}
trials = {engine: {"engine": engine, "seconds": 0.4, "workers": workers} for engine in ("loop", "asyncio")}
claims = {
    "loop": {"statement": "s", "trial": "loop", "figure": "threads", "equals": 1},
    "asyncio": {"statement": "s", "trial": "asyncio", "figure": "threads", "equals": 1},
    "twice": {"statement": "s", "trial": "asyncio", "over": "loop", "figure": "calls", "at_least": 1.5},
}
`,
    );
    const [result] = documentOf(await run(file, '--json')).scenarios;
    expect(result?.claims.map(({ outcome }) => outcome).slice(0, 2)).toEqual(['holds', 'holds']);
    expect(result?.claims[2]?.outcome).not.toBe('fails');
  });
});

describe('the experiment that the documentation builds in Python', () => {
  const page = ['own-experiment.md', 'own-experiment-python.md']
    .map((name) => readFileSync(join(packageRoot(), 'docs', name), 'utf8'))
    .join('\n');
  const partsIn = (language: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, part]) => part);
  const rows = partsIn('py').join('\n');
  const [following, judging] = partsIn('python');

  it('is never found false, with the judge of the page neither', async () => {
    const judged = write('judged-rows.py', [rows, judging].join('\n'));
    const [plain, result] = documentOf(await run(write('rows.py', rows), judged, '--json')).scenarios;
    expect(plain?.claims.map(({ id }) => id)).toEqual(['alone', 'together']);
    expect(result?.claims.map(({ id }) => id)).toEqual(['alone', 'together', 'fair']);
    for (const each of [plain, result]) expect(['holds', 'inconclusive']).toContain(each?.outcome);
  });

  it('has as many workers as are asked for, with the trials of the page', async () => {
    const file = write(
      'following.py',
      [rows.replace('"trial": "alone"', '"trial": "together"'), following].join('\n'),
    );
    const [result] = documentOf(await run(file, '-w', '3', '--json')).scenarios;
    expect(result?.trials.map(({ workers }) => workers.length)).toEqual([3]);
  });

  it('turns false as the page says', async () => {
    const ended = await run(write('rows.py', rows), '--engine', 'python-processes', '--json');
    const outcome = expect.stringMatching(/^(fails|inconclusive)$/);
    expect(documentOf(ended).scenarios[0]?.claims).toMatchObject([
      { id: 'alone' },
      { id: 'together', outcome },
    ]);
  });

  it('is complained of in the words of the page', async () => {
    const { stderr } = await run(
      write('rows.py', rows.replace('"first": parse_rows', '"first": "parse_rows"')),
    );
    expect(page).toContain(stderr.split('\n')[0]);
  });
});

describe('a mistake in a file in Python', () => {
  const cases: [string, () => string, number, string | RegExp][] = [
    [
      'no such file',
      () => './none.py',
      2,
      /none\.py is not a file \(looked for .*\)\nconcur demo --new NAME\.py/,
    ],
    [
      'a field that is missing',
      () => changed('missing.py', 'question =', 'qestion ='),
      2,
      './missing.py: question must be a text that is not empty (it is missing)\nLine 11 has qestion: rename it to question.',
    ],
    [
      'a field of the wrong type',
      () => changed('typed.py', /^hypothesis = .*/m, 'hypothesis = {1, 2}'),
      2,
      './typed.py:12: hypothesis must be a text that is not empty (it is of type set)',
    ],
    [
      'a field that only some Pythons have',
      () => changed('branch.py', /^needs_cpus = .*/m, 'if len("a"):\n    needs_cpus = 0'),
      2,
      './branch.py:15: needs_cpus must be a whole number of at least 1 (it is 0)',
    ],
    [
      'a field that is not known',
      () => changed('unknown.py', '"engine": "threads"', '"engin": "threads"'),
      2,
      './unknown.py:27: trials["two threads"].engin is an unknown field\nDid you mean engine?',
    ],
    [
      'an engine that there isn’t',
      () => changed('engine.py', '"engine": "processes"', '"engine": "process"'),
      2,
      './engine.py:29: trials["two processes"].engine must be threads, processes, loop or asyncio (it is "process")\nDid you mean processes?',
    ],
    [
      'a worker that is no function',
      () => changed('worker.py', '"first": busy', '"first": 1'),
      2,
      './worker.py:27: trials["two threads"].workers["first"] must be a function (it is 1)',
    ],
    [
      'a function that takes more than an index',
      () => changed('arity.py', 'def busy(index)', 'def busy(index, more)'),
      2,
      './arity.py:27: trials["two threads"].workers["first"] can’t be called: it needs 2 arguments (index, more)',
    ],
    [
      'a CPU that isn’t there',
      () => changed('cpu.py', '"first": busy', '"first": {"run": busy, "cpu": 99999}'),
      2,
      './cpu.py:27: trials["two threads"].workers["first"].cpu must be None or one of this run’s CPUs, ',
    ],
    [
      'a claim of a trial that there isn’t',
      () => changed('claim.py', '"trial": "two threads"', '"trial": "two thread"'),
      2,
      './claim.py:38: claims["one-core"].trial must be two threads or two processes (it is "two thread")\nDid you mean two threads?',
    ],
    [
      'a claim without a bound',
      () => changed('bound.py', '        "at_most": 1.5,\n', ''),
      2,
      './bound.py:36: claims["one-core"] must have at_least, at_most or both, or equals (it has none)',
    ],
    [
      'no claim at all',
      () => changed('claimless.py', /^claims = [\s\S]*/m, ''),
      2,
      './claimless.py: claims must be a dict of one claim or more, where there is no judge(evidence)',
    ],
    [
      'a module that isn’t there',
      () => changed('import.py', 'needs_cpus = 2', 'import nothing_there'),
      4,
      /^concur: \.\/import\.py can’t be imported: ModuleNotFoundError: No module named 'nothing_there' \(.*import\.py:14\)$/m,
    ],
    [
      'a mistake in its Python',
      () => changed('syntax.py', 'needs_cpus = 2', 'needs_cpus = = 2'),
      4,
      /syntax\.py can’t be imported: SyntaxError: invalid syntax \(.*syntax\.py:14\)/,
    ],
    [
      'one that exits as it is imported',
      () => changed('exits.py', 'needs_cpus = 2', 'import os; os._exit(3)'),
      4,
      './exits.py can’t be loaded: it ended its interpreter, which exited with code 3',
    ],
    [
      'a judge that throws',
      () => judgedBy('throws.py', 'return evidence["none"]'),
      4,
      /throws\.py: judge\(\) threw KeyError: 'none' \(.*throws\.py:\d+\)/,
    ],
    [
      'a judge that is async',
      () => write('async.py', `${template}\n\nasync def judge(evidence):\n    return {}\n`),
      2,
      /async\.py:\d+: judge\(\) must be a dict with claims \(it is of type coroutine\)/,
    ],
    [
      'a judge that throws what has no text',
      () => judgedBy('textless.py', 'class Textless(Exception):', '    __str__ = None', 'raise Textless'),
      4,
      /textless\.py: judge\(\) threw .*Textless \(.*textless\.py:\d+\)/,
    ],
    [
      'a judge that takes more than evidence',
      () => write('two.py', `${template}\n\ndef judge(evidence, more):\n    return {}\n`),
      2,
      /two\.py:\d+: judge can’t be called: it needs 2 arguments \(evidence, more\), and is given one: the evidence/,
    ],
    [
      'a name of its file’s that is none for an experiment',
      () => changed('my file.py', 'needs_cpus = 2', 'needs_cpus = 2 '),
      2,
      './my file.py: name must be letters, digits and hyphens (it is "my file")\nLeft out, it is the file’s: give the experiment one, name = "mine".',
    ],
    [
      'a judgement that is wrong',
      () =>
        judgedBy(
          'judgement.py',
          'return {"claims": {"x": {"statement": "s", "expected": "", "observed": "", "holds": 1}}}',
        ),
      2,
      /judgement\.py:\d+: judge\(\)\.claims\["x"\]\.holds must be True, False or None \(it is 1\)/,
    ],
  ];

  it.each(cases)(
    '%s: says so with its line, and exits with its code',
    async (_what, prepare, code, message) => {
      const ended = await run(prepare(), '--json');
      expect([ended.code, errorDocumentOf(ended).exit.code]).toEqual([code, code]);
      if (message instanceof RegExp) expect(ended.stderr).toMatch(message);
      else expect(ended.stderr).toContain(message);
    },
  );

  it.each([
    ['throws', 'raise ValueError("no 3")', /unit 3 threw ValueError: no 3 \(.*throw\.py:19\)/],
    ['ends its interpreter', 'import os; os._exit(5)', /exited with code 5 before its work was done/],
  ])('a function that %s: says so in the report of what ran', async (_what, does, message) => {
    const file = changed('throw.py', '    value = index', `    if index == 3: ${does}\n    value = index`);
    const ended = await run(file, '--json');
    expect([ended.code, documentOf(ended).exit.code, ended.orphans]).toEqual([4, 4, []]);
    expect(ended.stderr).toMatch(message);
  });

  it('shows the user’s frames with --debug', async () => {
    const { stderr } = await run('./import.py', '--debug');
    expect(stderr).toContain('Traceback (most recent call last):');
    expect(stderr).not.toContain(packageRoot());
  });

  it('is no Python: says so with what to do', async () => {
    const { code, stderr } = await concur(['demo', './mine.py'], { cwd: folder, env: { PATH: folder } });
    expect([code, stderr]).toEqual([
      5,
      'concur: python3 is not in PATH\nInstall Python 3, or name it: --python PATH.\n',
    ]);
  });
});

describe.each(['thread_names', 'process_bars'])('the example %s', (name) => {
  const file = join(EXAMPLES, `${name}.py`);

  it('is never found false', async () => {
    const ended = await run(file, '--json');
    const [result] = documentOf(ended).scenarios;
    expect([ended.code, result?.name]).toEqual([0, name]);
    expect(result?.claims.filter(({ outcome }) => outcome === 'fails')).toEqual([]);
  });

  it('runs in plain python3 as well', () => {
    expect(() => execFileSync('python3', [file], { stdio: 'pipe' })).not.toThrow();
  });
});
