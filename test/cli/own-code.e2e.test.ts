import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    expect([code, stderr]).toEqual([4, expect.stringContaining('the experiment called process.exit(0)')]);
  });

  it('is told in a document too', async () => {
    const ended = await run(write('document.mjs', UNDISTURBED), '--json');
    expect(errorDocumentOf(ended).error).toMatchObject({
      code: 'USER_CODE',
      message: 'the experiment called process.exit(0)',
    });
  });

  it('in a worker is a worker’s end before its work was done', async () => {
    const file = write('worker.mjs', `export const leaves = () => process.exit(0);`);
    const args = [`${file}#leaves`, 'threads', 'loop', 'processes', '--units', '4', '--runs', '1'];
    const { code, stderr } = await concur(['compare', ...args], { cwd: folder });
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining('exited with code 0 before its work was done'),
    ]);
  });

  it('that it catches itself changes nothing', async () => {
    const judge = 'try { process.exit(1) } catch {}; process.exitCode = 1';
    expect((await run(experiment('caught.mjs', { judge }))).code).toBe(0);
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
