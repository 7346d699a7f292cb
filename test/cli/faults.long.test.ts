import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { isOneLoop, NODE_ENGINES } from '../../src/model/engines/engine-names.ts';
import { CONCUR, concur, documentOf, NODE, Run, startConcur } from '../harness/concur.ts';
import { schemaErrors } from '../harness/schema.ts';

const LONG = ['--steps', '400', '--step-time', '20ms'];
const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a worker that fails', () => {
  const cases = NODE_ENGINES.flatMap((engine) =>
    (['throw', 'exit', 'oom'] as const).map((fault) => [engine, fault] as const),
  );
  it.each(cases)('%s, %s: is named with its units, and the run exits 1', async (engine, fault) => {
    // Long enough for the others to be at work still when one of them has filled its heap.
    const args = ['multicore', '--engine', engine, '-w', '2', '--steps', '40', '--step-time', '20ms'];
    const ended = await concur(['demo', ...args, '--fault', `${fault}@4`, '--json']);
    const report = documentOf(ended);
    expect(schemaErrors('demo', report)).toEqual([]);
    const [first, second] = report.scenarios[0]?.trials[0]?.workers ?? [];
    expect(first).toMatchObject({ state: 'failed', unitsDone: 4 });
    expect(first?.fault?.message).not.toBe('');
    if (fault === 'oom') expect(first?.fault?.code).toBe('OUT_OF_MEMORY');
    // Workers on one event loop share its thread, and so the end of that thread.
    const sharesFate = isOneLoop(engine) && fault !== 'throw';
    expect(second?.state).toBe(sharesFate ? 'failed' : 'done');
    expect(ended.code).toBe(1);
    expect(report.exit.reason).toContain(`PID ${first?.pid}`);
    expect(ended.stderr).toContain('FAILED');
    expect(ended.stderr).not.toMatch(/^\s+at |bug in concur/m);
    expect(ended.orphans).toEqual([]);
  });

  it.each(['processes', 'threads'])('%s: one that hangs is ended and named', async (engine) => {
    const args = ['multicore', '--engine', engine, '-w', '2', '--steps', '5', '--step-time', '10ms'];
    const ended = await concur(['demo', ...args, '--fault', 'hang@2', '--json', '--no-progress']);
    const workers = documentOf(ended).scenarios[0]?.trials[0]?.workers;
    expect(workers?.map(({ state, fault }) => [state, fault?.code ?? null])).toEqual([
      ['failed', 'HUNG'],
      ['done', null],
    ]);
    expect([ended.code, ended.orphans]).toEqual([1, []]);
  });

  it('kill -9: its sibling goes on, its PID and the signal are told', async () => {
    const run = startConcur([
      'demo',
      'multicore',
      '-w',
      '2',
      '--steps',
      '100',
      '--step-time',
      '20ms',
      '--json',
    ]);
    const [, pid] = await run.says(/ready \(CPU \d+ PID (\d+)\)[\s\S]*ready/);
    // It blocks once in each step: ten of them are some steps, however busy the machine is.
    const blocked = () =>
      Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]);
    for (const before = blocked(); blocked() - before < 10; ) await delay(10);
    process.kill(Number(pid), 'SIGKILL');
    const ended = await run.end();
    const workers = documentOf(ended).scenarios[0]?.trials[0]?.workers ?? [];
    const killed = workers.find((worker) => worker.pid === Number(pid));
    expect(killed).toMatchObject({ state: 'killed', fault: { signal: 'SIGKILL' } });
    expect(killed?.unitsDone).toBeGreaterThan(0);
    expect(killed?.runNs).toBeGreaterThan(0);
    expect(workers.filter(({ state }) => state === 'done')).toHaveLength(1);
    expect(ended.stderr).toContain(`PID ${pid}`);
    expect([ended.code, ended.orphans]).toEqual([1, []]);
  });

  it('stopped for a while (SIGSTOP, SIGCONT): goes on where it was', async () => {
    const run = startConcur([
      'demo',
      'multicore',
      '-w',
      '2',
      '--steps',
      '20',
      '--step-time',
      '20ms',
      '--json',
    ]);
    const [, pid] = await run.says(/ready \(CPU \d+ PID (\d+)\)[\s\S]*ready/);
    process.kill(Number(pid), 'SIGSTOP');
    await delay(500);
    process.kill(Number(pid), 'SIGCONT');
    const ended = await run.end();
    expect(documentOf(ended).scenarios[0]?.trials[0]?.workers.map(({ state }) => state)).toEqual([
      'done',
      'done',
    ]);
    expect(ended.code).toBe(0);
  });
});

describe('a run that is stopped for a while', () => {
  it('concludes nothing that the pause can explain', async () => {
    const run = startConcur(['demo', 'affinity', '--engine', 'threads', '--json']);
    await run.says(/different cores\n/);
    await run.says(/different cores\n(.*ready.*\n){2}/);
    await delay(100);
    run.child.kill('SIGSTOP');
    await delay(1500);
    run.child.kill('SIGCONT');
    const ended = await run.end();
    const report = documentOf(ended);
    expect(report.scenarios[0]?.outcome).not.toBe('fails');
    expect(report.scenarios[0]?.trials.some(({ conditions }) => conditions.longestPauseNs > 1e9)).toBe(true);
    expect(ended.code).toBe(0);
  });
});

describe('a run that is ended from outside', () => {
  const cases = (['processes', 'threads'] as const).flatMap((engine) =>
    (
      [
        ['SIGINT', 130],
        ['SIGTERM', 143],
        ['SIGHUP', 129],
      ] as const
    ).map(([signal, code]) => [engine, signal, code] as const),
  );
  it.each(cases)(
    '%s, %s: exits %i with what was measured and leaves nothing behind',
    async (engine, signal, code) => {
      const run = startConcur(['demo', 'multicore', '--engine', engine, '-w', '2', ...LONG, '--json']);
      await run.says(/ready[\s\S]*ready/);
      await delay(200);
      run.child.kill(signal);
      const ended = await run.end();
      const report = documentOf(ended);
      expect([ended.code, report.exit.code, report.scenarios[0]?.trials[0]?.state]).toEqual([
        code,
        code,
        'interrupted',
      ]);
      expect(schemaErrors('demo', report)).toEqual([]);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
      expect(ended.orphans).toEqual([]);
    },
  );

  it('a second signal doesn’t wait', async () => {
    const run = startConcur(['demo', 'multicore', '-w', '2', ...LONG]);
    await run.says(/ready/);
    run.child.kill('SIGINT');
    run.child.kill('SIGINT');
    const ended = await run.end();
    expect([ended.code, ended.orphans]).toEqual([130, []]);
  });

  it.each([
    ['processes', 'multicore', LONG],
    ['threads', 'multicore', LONG],
    ['processes', 'affinity', []],
  ])('kill -9 of the parent leaves no worker (%s, %s)', async (engine, scenario, more) => {
    const run = startConcur(['demo', scenario, '--engine', engine, ...more]);
    await run.says(/ready[\s\S]*ready|ready/);
    await delay(200);
    run.child.kill('SIGKILL');
    expect(await run.orphans(500)).toEqual([]);
  });

  it('and neither does it without setpriv: busy workers see that their parent has changed', async () => {
    const path = pathWithout('setpriv');
    const run = startConcur(['demo', 'affinity', '--engine', 'processes'], { env: { PATH: path } });
    await run.says(/ready/);
    await delay(200);
    run.child.kill('SIGKILL');
    expect(await run.orphans(2000)).toEqual([]);
  });
});

describe('streams that end early', () => {
  it('stdout closed by its reader: quiet, nothing left', async () => {
    const shell = `'${NODE}' '${CONCUR}' demo threads --quick --json-stream | head -n 1; echo "rc \${PIPESTATUS[0]}"`;
    const ended = await new Run(['bash', '-c', shell]).end();
    expect(ended.stdout).toMatch(/"scenario-start"[^\n]*\nrc 141\n$/);
    expect(ended.stderr).not.toMatch(/^\s+at |EPIPE/m);
    expect(ended.orphans).toEqual([]);
  });

  it('stdout on a full disk: says so and fails', async () => {
    const full = openSync('/dev/full', 'w');
    const ended = await concur(['demo', 'threads', '--quick'], { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('could not be written to stdout: no space is left');
  });

  it.each([
    ['check', '--only', 'cpus'],
    ['cores', '--no-measure'],
    ['compare', '--dry-run'],
    ['scale', '--dry-run'],
    ['demo', 'threads', '--dry-run'],
    ['watch', '--json', '--', 'true'],
  ])('stdout on a full disk: %s %s says so and fails, and its files are written', async (...args) => {
    const file = join(folder, 'report.json');
    const full = openSync('/dev/full', 'w');
    const [command = '', ...rest] = args;
    const ended = await concur([command, '--export', `json=${file}`, ...rest], {
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('could not be written to stdout: no space is left');
    expect(JSON.parse(readFileSync(file, 'utf8')).schema).toBe(`concur/${command}@1`);
  });

  it('stderr on a full disk: the result arrives all the same', async () => {
    const full = openSync('/dev/full', 'w');
    const ended = await concur(['demo', 'threads', '--quick'], { stdio: ['ignore', 'pipe', full] });
    closeSync(full);
    expect([ended.code, ended.stdout.includes('HOLDS')]).toEqual([0, true]);
  });

  it('no escape codes where there is no terminal, whatever FORCE_COLOR says of colour', async () => {
    const { stdout, stderr } = await concur(['demo', 'multicore', '--steps', '3', '--step-time', '5ms']);
    expect(stdout + stderr).not.toMatch(/[\u001b\r]/);
    const forced = await concur(['demo', 'threads', '--quick'], { env: { FORCE_COLOR: '1' } });
    expect(forced.stderr.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u001b\r]/);
    expect(forced.stdout).toMatch(/\u001b\[/);
    const both = await concur(['demo', 'threads', '--quick'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(both.stdout).not.toMatch(/\u001b/);
  });

  it('writes ASCII where the locale is not UTF-8', async () => {
    const { stdout, stderr } = await concur(['demo', 'threads', '--quick'], { env: { LANG: 'C' } });
    expect(stdout + stderr).toMatch(/^[\u0000-\u007f]*$/);
  });
});

describe('a machine that can’t give what was asked', () => {
  it('a helper shell that ends at once refuses every pin, and holds nothing up', async () => {
    const env = { PATH: `${fakeTool('sh', 'exit 1')}:${process.env.PATH}` };
    const ended = await concur(['demo', 'shared-core', '--quick', '--json'], { env });
    const [result] = documentOf(ended).scenarios;
    expect(result?.trials[0]?.workers[0]?.pin).toMatchObject({
      state: 'refused',
      why: 'the helper shell ended early',
    });
    expect([result?.outcome, ended.code]).toEqual(['inconclusive', 0]);
  });

  it('a /proc of another PID namespace is no evidence of ours', async (test) => {
    if (process.getuid?.() !== 0) return test.skip('only root can make a PID namespace');
    const args = ['demo', 'threads', '--quick', '--json', '--no-progress'];
    const ended = await new Run(['unshare', '-p', '-f', NODE, CONCUR, ...args]).end();
    const [result] = documentOf(ended).scenarios;
    expect(result?.trials[0]?.workers.map(({ tid }) => tid)).toEqual([null, null]);
    expect([result?.outcome, ended.code]).toEqual(['inconclusive', 0]);
  });

  it('a taskset that can’t be run is as good as none', async () => {
    const tools = fakeTool('taskset', 'exit 0');
    chmodSync(join(tools, 'taskset'), 0o644);
    const env = { PATH: `${tools}:${pathWithout('taskset')}` };
    const args = ['demo', 'multicore', '--steps', '3', '--step-time', '5ms', '--json'];
    const report = documentOf(await concur(args, { env }));
    expect(report.machine?.tools.taskset).toBeNull();
    expect(report.scenarios[0]?.outcome).toBe('inconclusive');
  });

  it('a folder for files that can’t be made is said, not a bug', async () => {
    const { code, stderr } = await concur(['demo', 'daemon'], { env: { TMPDIR: '/dev/null/none' } });
    expect(code).toBe(5);
    expect(stderr).toContain('Set TMPDIR to a writable folder.');
  });

  it('without taskset the run goes on and says that nobody is pinned', async () => {
    const env = { PATH: pathWithout('taskset') };
    const args = ['demo', 'multicore', '--steps', '3', '--step-time', '5ms', '--json', '--no-progress'];
    const ended = await concur(args, { env });
    const report = documentOf(ended);
    expect(report.scenarios[0]?.outcome).toBe('inconclusive');
    expect(report.scenarios[0]?.trials[0]?.workers[0]?.pin).toMatchObject({
      state: 'unsupported',
      why: 'taskset is not in PATH',
    });
    expect(report.warnings.map(({ code }) => code)).toEqual(['PIN_UNSUPPORTED']);
    expect(ended.code).toBe(0);
  });

  it('without taskset a pin that was asked for by name is a missing capability', async () => {
    const ended = await concur(['demo', 'multicore', '--pin', 'spread'], {
      env: { PATH: pathWithout('taskset') },
    });
    expect(ended.code).toBe(5);
    expect(ended.stderr).toContain('--pin spread needs taskset, and it is not in PATH');
  });

  it.each(['processes', 'threads'])('a refused pin is told with its reason (%s)', async (engine) => {
    const refusing = `${fakeTool('taskset', 'echo "taskset: failed to set the affinity: Operation not permitted" >&2; exit 1')}`;
    const env = { PATH: `${refusing}:${process.env.PATH}` };
    const args = ['multicore', '--engine', engine, '-w', '2', '--steps', '3', '--step-time', '5ms'];
    const ended = await concur(['demo', ...args, '--json', '--no-progress'], { env });
    const [trial] = documentOf(ended).scenarios[0]?.trials ?? [];
    expect(trial?.workers.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(trial?.workers[0]?.pin.state).toBe('refused');
    expect(trial?.workers[0]?.pin.why).toContain('Operation not permitted');
  });

  it('too few processes allowed: an error that names the limit, soon, and no hang', async (test) => {
    if (process.getuid?.() !== 0) return test.skip('only root can become a user with a limit of its own');
    const unprivileged = ['setpriv', '--reuid', '54321', '--clear-groups'];
    const command = `ulimit -u 16; exec ${unprivileged.join(' ')} '${NODE}' '${CONCUR}' demo multicore -w 2 --steps 2 --step-time 5ms`;
    const started = performance.now();
    const ended = await new Run(['bash', '-c', command]).end();
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toMatch(/limit|Resource temporarily unavailable|EAGAIN/);
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(ended.orphans).toEqual([]);
  });
});

/** A PATH that has everything that we use but one tool. */
function pathWithout(missing: string): string {
  const tools = mkdtempSync(join(folder, 'tools-'));
  for (const tool of ['sh', 'taskset', 'setpriv'].filter((name) => name !== missing)) {
    symlinkSync(`/usr/bin/${tool}`, join(tools, tool));
  }
  symlinkSync(NODE, join(tools, 'node'));
  return tools;
}

/** A folder with a tool that does something else. */
function fakeTool(name: string, script: string): string {
  const tools = mkdtempSync(join(folder, 'tools-'));
  writeFileSync(join(tools, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return dirname(join(tools, name));
}
