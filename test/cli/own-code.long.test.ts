import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concur, startConcur } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

// Whatever code of the user's does in this process: no run passes without a verdict, and none outlasts its timeout.

const folder = mkdtempSync(join(tmpdir(), 'concur-own-code-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = (...args: string[]) => concur(['demo', ...args, '--quick', '--no-progress'], { cwd: folder });

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return `./${name}`;
}

/** A whole experiment, with more code in one of its functions. */
function experiment(name: string, { plan = '', judge = '' }): string {
  return write(
    name,
    `import { callFunction, claim, defineScenario, slot, trial } from 'concur-cli';
export const one = () => 1;
const work = callFunction(import.meta.url, 'one', { units: 1 });
export default defineScenario({
  name: 'mine', question: 'Does it end?', hypothesis: 'It does.', needsCpus: 1, engines: [], follows: [],
  plan() {
    ${plan};
    return { asked: 'a call', trials: [trial('a', [slot(0, { name: 'w', engine: 'threads', cpu: null, work })])] };
  },
  judge() {
    ${judge};
    return { claims: [claim('a', 'b', { expected: 'c', observed: 'c', holds: true })], story: [] };
  },
});`,
  );
}

const UNDISTURBED = `process.exit(0)`;
beforeAll(() => {
  write('import.mjs', `import { exit } from 'node:process'; exit(0);`);
});

describe('process.exit(0) in an experiment', () => {
  it.each([
    ['its top level', () => write('top.mjs', UNDISTURBED)],
    ['CommonJS', () => write('top.cjs', UNDISTURBED)],
    [
      'a timer',
      () => write('timer.mjs', 'setTimeout(() => process.exit(0), 5); await new Promise(() => {});'),
    ],
    ['an import of its own', () => './import.mjs'],
    [
      'a listener for the end',
      () => write('end.mjs', "process.on('exit', () => { process.exitCode = 0; }); process.exit(0);"),
    ],
    ['the call behind it', () => write('really.mjs', 'process.removeAllListeners(); process.reallyExit(0);')],
    ['plan()', () => experiment('plan.mjs', { plan: UNDISTURBED })],
    ['judge()', () => experiment('judge.mjs', { judge: UNDISTURBED })],
  ])('in %s is an error of its code', async (_where, make) => {
    const { code, stderr } = await run(make());
    expect([code, stderr]).toEqual([
      4,
      expect.stringMatching(/the experiment called process\.exit\(0\) \(\/.*\.[cm]js:\d+:\d+\)/),
    ]);
  });

  it('is told in a document too', async () => {
    const ended = await run(write('document.mjs', UNDISTURBED), '--json');
    expect(errorDocumentOf(ended).error).toMatchObject({
      code: 'USER_CODE',
      message: expect.stringMatching(/^the experiment called process\.exit\(0\) \(\/.*document\.mjs:1:9\)$/),
    });
  });

  it('in a worker is a worker’s end before its work was done', async () => {
    const file = write('worker.mjs', `export const leaves = () => process.exit(0);`);
    const args = [`${file}#leaves`, 'threads', 'loop', 'processes', '--units', '4', '--runs', '1'];
    const { code, stderr } = await concur(['compare', ...args], { cwd: folder });
    expect([code, stderr]).toEqual([
      4,
      expect.stringMatching(
        /exited with code 0 before its work was done: it called process\.exit\(0\) \(\/.*worker\.mjs:1:37\)/,
      ),
    ]);
  });

  it('that it catches itself changes nothing', async () => {
    const judge = 'try { process.exit(1) } catch {}; process.exitCode = 1';
    expect((await run(experiment('caught.mjs', { judge }))).code).toBe(0);
  });
});

const THROWN: readonly [what: string, code: string, said: RegExp][] = [
  ['process.abort()', 'process.abort();', /the experiment called process\.abort\(\) \(.*:\d+:\d+\)/],
  [
    'process.kill() of itself',
    "process.kill(process.pid, 'SIGKILL');",
    /called process\.kill\(.*\(.*:\d+:\d+\)/,
  ],
  ['an error', "throw new Error('no');", /Error: no \(.*:\d+:\d+\)/],
  ['a text', "throw 'no';", /'no'/],
  [
    'a rejection',
    "Promise.reject(new Error('no'));",
    /was rejected and not handled: Error: no \(.*:\d+:\d+\)/,
  ],
];

describe('what nobody catches in an experiment', () => {
  it.each(THROWN)('%s in a timer, while it runs, ends the run with its place', async (what, thrown, said) => {
    const name = `timed-${THROWN.findIndex(([each]) => each === what)}.mjs`;
    const { code, stderr } = await run(experiment(name, { plan: `setTimeout(() => { ${thrown} }, 20)` }));
    expect([code, stderr]).toEqual([4, expect.stringMatching(said)]);
  });

  it('is the user’s in a module that it imports, and where it has no place', async () => {
    write('helper.mjs', "setTimeout(() => { throw new Error('helper'); }, 20);");
    const text = `import './helper.mjs';\n${readFileSync(join(folder, experiment('plain.mjs', {})), 'utf8')}`;
    const { code, stderr } = await run(write('helped.mjs', text));
    expect([code, stderr]).toEqual([
      4,
      expect.stringMatching(/nobody caught: Error: helper \(.*helper\.mjs:1:26\)/),
    ]);
    const plan = "import('node:fs').then((fs) => fs.createReadStream('/nope'))";
    const fs = await run(experiment('fs.mjs', { plan }), '--json');
    expect(errorDocumentOf(fs).error).toMatchObject({
      code: 'USER_CODE',
      message: expect.stringContaining('ENOENT'),
    });
  });
});

/** An experiment whose worker calls this. */
function calling(name: string, engine: string, body: string): string {
  const text = readFileSync(join(folder, experiment(name, {})), 'utf8');
  return write(name, text.replace('() => 1', body).replace("engine: 'threads'", `engine: '${engine}'`));
}

describe('what a worker’s function does to its worker', () => {
  const WAIT = 'await new Promise((done) => setTimeout(done, 300));';
  const CASES: readonly [what: string, body: string, said: RegExp][] = [
    ['process.exit(0)', '() => process.exit(0)', /it called process\.exit\(0\) \(.*mjs:\d+:\d+\)/],
    ['process.abort()', '() => process.abort()', /it called process\.abort\(\) \(.*mjs:\d+:\d+\)/],
    [
      'process.exit(3) in a timer',
      `async () => { setTimeout(() => process.exit(3)); ${WAIT} }`,
      /it called process\.exit\(3\) \(.*mjs/,
    ],
    [
      'an error in a timer',
      `async () => { setTimeout(() => { throw new Error('no'); }); ${WAIT} }`,
      /nobody caught ended it: Error: no \(.*mjs/,
    ],
    [
      'a rejection',
      `async () => { Promise.reject(new Error('no')); ${WAIT} }`,
      /nobody caught ended it: Error: no \(.*mjs/,
    ],
  ];

  it.each(
    CASES.flatMap(([what, body, said]) =>
      ['threads', 'processes', 'pool', 'loop'].map((engine) => [engine, what, body, said] as const),
    ),
  )('on %s, %s is exit 4 with its place', async (engine, what, body, said) => {
    const file = calling(`called-${engine}-${CASES.findIndex(([each]) => each === what)}.mjs`, engine, body);
    const { code, stdout } = await run(file, '-q');
    expect([code, stdout]).toEqual([4, expect.stringMatching(said)]);
  });

  it.each(['threads', 'processes'])(
    'on %s, so is an error that comes when its work is done',
    async (engine) => {
      const body = "() => void setTimeout(() => { throw new Error('late'); }, 50)";
      const { code, stdout } = await run(calling(`late-${engine}.mjs`, engine, body), '-q');
      expect([code, stdout]).toEqual([4, expect.stringMatching(/after 1 of 1 unit: .*Error: late \(.*mjs/)]);
    },
  );

  it.each(['threads', 'processes'])('on %s, an exit code that it sets has no say', async (engine) => {
    const { code } = await run(
      calling(`code-${engine}.mjs`, engine, '() => { process.exitCode = 3; }'),
      '-q',
    );
    expect(code).toBe(0);
  });
});

describe('code that never returns', () => {
  it.each([
    ['at the top level of a module', () => write('loop.mjs', 'while (true);')],
    ['in CommonJS', () => write('loop.cjs', 'for (;;) { try { JSON.parse("{}"); } catch {} }')],
    ['in a regular expression', () => write('regex.mjs', `/^(a+)+$/.test('a'.repeat(50) + 'b');`)],
    ['in promises', () => write('micro.mjs', 'for (;;) await null;')],
    ['in plan()', () => experiment('loop-plan.mjs', { plan: 'for (;;)' })],
    ['in judge()', () => experiment('loop-judge.mjs', { judge: 'for (;;)' })],
  ])('%s ends with the timeout', async (_where, make) => {
    const startMs = performance.now();
    const { code, stderr, orphans } = await run(make(), '--timeout', '3s');
    expect([code, stderr, orphans]).toEqual([
      124,
      expect.stringMatching(
        /concur: --timeout: 3\.00 s elapsed while code of the experiment ran\n.*plan\(\)/,
      ),
      [],
    ]);
    expect(performance.now() - startMs).toBeLessThan(9_000);
  });

  it('ends with a document where one is asked for', async () => {
    const ended = await run(write('document-loop.mjs', 'while (true);'), '--timeout', '1s', '--json');
    expect(ended.code).toBe(124);
    expect(errorDocumentOf(ended).error.code).toBe('TIMED_OUT');
  });

  it('waits for nothing but the timeout, where it waits', async () => {
    const { code, stderr } = await run(write('await.mjs', 'await new Promise(() => {});'), '--timeout', '1s');
    expect([code, stderr]).toEqual([124, expect.stringContaining('1.00 s elapsed before anything ran')]);
  });

  it.each([
    ['SIGINT', 'loop-signal.mjs', 'while (true);'],
    ['SIGTERM', 'loop-signal.mjs', 'while (true);'],
  ] as const)('hears %s', async (signal, name, text) => {
    const started = startConcur(['demo', write(name, text)], { cwd: folder });
    await delay(2_000);
    started.child.kill(signal);
    expect((await started.end()).signal).toBe(signal);
  });

  it('hears signals in judge() as well', async () => {
    const file = experiment('loop-signal-judge.mjs', { judge: `process.stderr.write('judging'); for (;;)` });
    const started = startConcur(['demo', file, '--no-progress'], { cwd: folder });
    await started.says(/judging/);
    started.child.kill('SIGTERM');
    expect((await started.end()).signal).toBe('SIGTERM');
  });
});

describe('what never comes', () => {
  const fifo = join(folder, 'fifo');
  beforeAll(() => execFileSync('mkfifo', [fifo]));
  const rows = () => `${write('rows.mjs', 'export const row = (x) => x;')}#row`;

  it.each([
    ['--baseline', (): string[] => ['compare', '--baseline', fifo]],
    ['--input', (): string[] => ['compare', rows(), '--input', fifo]],
    ['--input of scale', (): string[] => ['scale', rows(), '--input', fifo]],
  ])('%s is waited for no longer than the timeout', async (_option, args) => {
    const { code, stderr } = await concur([...args(), '--timeout', '1s'], { cwd: folder });
    expect([code, stderr]).toEqual([124, expect.stringContaining('1.00 s elapsed before anything ran')]);
  });

  it('is waited for until a signal comes', async () => {
    const started = startConcur(['report', fifo]);
    await delay(1_000);
    started.child.kill('SIGINT');
    expect((await started.end()).signal).toBe('SIGINT');
  });
});
