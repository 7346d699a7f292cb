import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EXIT_OF_SIGNAL } from '../../../src/cli/exit-codes.ts';
import type { TypedOptions } from '../../../src/cli/options/table.ts';
import { Output } from '../../../src/cli/output.ts';
import type { Asked, Command } from '../../../src/cli/program/command.ts';
import { runCommand } from '../../../src/cli/program/run-command.ts';
import type { Stage } from '../../../src/cli/program/stage.ts';
import type { CheckReport } from '../../../src/model/documents/check.ts';
import type { Notice } from '../../../src/model/notice.ts';
import { noticeInWords } from '../../../src/report/words/notices.ts';
import { makeMachine } from '../../fixtures/builders.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

const SIGNALS = Object.keys(EXIT_OF_SIGNAL) as (keyof typeof EXIT_OF_SIGNAL)[];
const MACHINE = makeMachine();
const notice = (why: string): Notice => ({ code: 'QUOTA_HIDDEN', of: 'own', why });

type Fake = Command<Asked, string, CheckReport>;

/** A command that finds what its run gives back, and notes what was called. */
function fake(run: (stage: Stage) => Promise<string> | string = () => 'found', more: Partial<Fake> = {}) {
  const calls: string[] = [];
  const command: Fake = {
    kind: 'check',
    needs: () => [],
    ask({ options }) {
      calls.push('ask');
      return { machine: MACHINE, warnings: [notice('asked')], options };
    },
    dry() {
      calls.push('dry');
      return 'planned';
    },
    async run(_, stage) {
      calls.push('run');
      return run(stage);
    },
    body: (found) => ({
      thresholds: {},
      outcome: 'pass',
      checks: [
        {
          id: found,
          title: found,
          outcome: 'pass',
          expected: '',
          observed: '',
          because: '',
          causes: [],
          seconds: 1,
          timedWith: null,
        },
      ],
      recommendedWorkers: 2,
      parallelism: null,
      warnings: [notice('judged')],
    }),
    exit: (_, ended) => ended ?? { code: 0, reason: 'done' },
    ...more,
  };
  return { command, calls };
}

/** A run of the whole way. @param stdout a file that stands for it */
function start(command: Fake, options: TypedOptions, stdout = join(temporaryFolder(), 'stdout')) {
  const output = new Output(openSync(stdout, 'w'));
  const typed = { words: [], behindDashes: null, options: { progress: false, ...options } };
  const code = runCommand(command, typed, output);
  return {
    code,
    text: () => readFileSync(stdout, 'utf8'),
    document: () => JSON.parse(readFileSync(stdout, 'utf8')),
  };
}

/** Resolves when the run is to end. */
function stopped({ signal }: Stage): Promise<string> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('a part')));
}

const before = new Map(SIGNALS.map((name) => [name, process.listeners(name)]));
afterEach(() => {
  vi.restoreAllMocks();
  for (const [name, own] of before)
    for (const listener of process.listeners(name)) if (!own.includes(listener)) process.off(name, listener);
});

describe('the way of a command', () => {
  it('checks that every result has a place before anything is asked', async () => {
    const { command, calls } = fake();
    const file = join(temporaryFolder(), 'r');
    const { code } = start(command, { export: [{ format: 'perfetto', file }] });
    await expect(code).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('no format perfetto'),
    });
    expect(calls).toEqual([]);
  });

  it('leads from what was typed to a whole document', async () => {
    const { command, calls } = fake(({ emit }) => {
      for (const why of ['ran', 'ran', 'asked']) emit({ type: 'warning', notice: notice(why) });
      return 'found';
    });
    const { code, document } = start(command, { json: true });
    expect(await code).toBe(0);
    expect(calls).toEqual(['ask', 'run']);
    expect(document()).toMatchObject({
      schema: 'concur/check@1',
      machine: JSON.parse(JSON.stringify(MACHINE)),
      options: { json: true },
      warnings: ['asked', 'ran', 'judged'].map((why) => noticeInWords(notice(why))),
      exit: { code: 0, reason: 'done' },
      checks: [{ id: 'found' }],
    });
  });

  it('ends with the exit that its figures mean', async () => {
    const { command } = fake(() => 'found', { exit: () => ({ code: 3, reason: 'unclear' }) });
    const { code, document } = start(command, { json: true });
    expect(await code).toBe(3);
    expect(document().exit).toEqual({ code: 3, reason: 'unclear' });
  });

  it('gives its run the machine that was asked for', async () => {
    const { command } = fake(async (stage) => {
      const context = await stage.runContext({ machine: MACHINE, cpus: [1], seed: 7 });
      expect(context).toMatchObject({
        machine: MACHINE,
        cpus: [1],
        seed: 7,
        emit: stage.emit,
        env: stage.env,
      });
      expect(context.signal).toBe(stage.signal);
      return 'found';
    });
    expect(await start(command, {}).code).toBe(0);
  });
});

describe('a dry run', () => {
  it.each([
    [{ dryRun: true }, 'a dry run'],
    [{ list: true }, 'listed'],
  ])('%j runs nothing, and listens to nothing', async (options, reason) => {
    const announce = vi.fn();
    const { command, calls } = fake(undefined, { announce });
    const { code, document } = start(command, { json: true, ...options });
    expect(await code).toBe(0);
    expect(calls).toEqual(['ask', 'dry']);
    expect(document()).toMatchObject({ exit: { code: 0, reason }, checks: [{ id: 'planned' }] });
    for (const [name, own] of before) expect(process.listenerCount(name)).toBe(own.length);
    expect(announce).not.toHaveBeenCalled();
  });
});

describe('a run that is ended', () => {
  it('by its timeout before it began has nothing to report', async () => {
    const { command } = fake(undefined, { ask: () => new Promise<never>(() => {}) });
    await expect(start(command, { timeout: 30 }).code).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: '--timeout: 30.0 ms elapsed before anything ran',
    });
  });

  it.each(SIGNALS)('by %s reports what it has, and exits as shells know it', async (name) => {
    const { command } = fake((stage) => {
      const part = stopped(stage);
      process.emit(name, name);
      return part;
    });
    const { code, document } = start(command, { json: true });
    expect(await code).toBe(EXIT_OF_SIGNAL[name]);
    expect(document()).toMatchObject({
      exit: { code: EXIT_OF_SIGNAL[name], reason: `stopped by ${name}` },
      checks: [{ id: 'a part' }],
    });
  });

  it('by its timeout reports what it has, and exits with 124', async () => {
    const { code, document } = start(fake(stopped).command, { json: true, timeout: 20 });
    expect(await code).toBe(124);
    expect(document()).toMatchObject({
      exit: { code: 124, reason: expect.stringContaining('--timeout') },
      checks: [{ id: 'a part' }],
    });
  });

  it('by its own wish exits as it said', async () => {
    const { command } = fake((stage) => {
      stage.end({ code: 0, reason: 'enough' });
      expect(stage.ended()).toEqual({ code: 0, reason: 'enough' });
      return 'found';
    });
    const { code, document } = start(command, { json: true });
    expect(await code).toBe(0);
    expect(document().exit.reason).toBe('enough');
  });

  it('closes its view and keeps no timer, whatever is thrown', async () => {
    const view = { take: vi.fn(), close: vi.fn() };
    const { command } = fake(
      () => {
        throw new Error('a bug');
      },
      { view: () => view },
    );
    await expect(start(command, { timeout: 60_000 }).code).rejects.toThrow('a bug');
    expect(view.close).toHaveBeenCalledOnce();
  });
});

describe('a program of the user’s in the foreground', () => {
  it('gets its signals itself', async () => {
    const listening = () => SIGNALS.map((name) => process.listenerCount(name));
    const seen: number[][] = [];
    const run = () => {
      seen.push(listening());
      return 'found';
    };
    await start(fake(run, { hosts: () => true }).command, { json: true }).code;
    await start(fake(run).command, { json: true }).code;
    const own = SIGNALS.map((name) => before.get(name)?.length ?? 0);
    expect(seen).toEqual([own, own.map((count) => count + 1)]);
  });
});

describe('a write that fails', () => {
  it('is thrown once all else is written', async () => {
    const file = join(temporaryFolder(), 'r.json');
    const { command } = fake();
    const { code } = start(command, { export: [{ format: 'json', file }] }, '/dev/full');
    await expect(code).rejects.toMatchObject({ code: 'OUTPUT_LOST' });
    expect(JSON.parse(readFileSync(file, 'utf8')).exit.reason).toBe('done');
  });

  it('gives way to a signal', async () => {
    const { command } = fake((stage) => {
      const part = stopped(stage);
      process.emit('SIGTERM', 'SIGTERM');
      return part;
    });
    expect(await start(command, { json: true }, '/dev/full').code).toBe(143);
  });

  it('while events are written ends the run in good order first', async () => {
    const file = join(temporaryFolder(), 'r.json');
    const { command } = fake(async (stage) => {
      const waiting = stopped(stage);
      stage.emit({ type: 'series-end' });
      return waiting;
    });
    const { code } = start(command, { jsonStream: true, export: [{ format: 'json', file }] }, '/dev/full');
    await expect(code).rejects.toMatchObject({ code: 'OUTPUT_LOST' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      exit: { code: 1 },
      checks: [{ id: 'a part' }],
    });
  });

  it('of a file is in the document that stdout gets', async () => {
    const folder = join(temporaryFolder(), 'r');
    const { command } = fake(() => {
      mkdirSync(folder);
      return 'found';
    });
    const { code, text } = start(command, { jsonStream: true, export: [{ format: 'md', file: folder }] });
    await expect(code).rejects.toMatchObject({ code: 'OUTPUT_LOST' });
    expect(JSON.parse(text()).report.exit).toMatchObject({
      code: 1,
      reason: expect.stringContaining(folder),
    });
  });
});

describe('what stdout gets', () => {
  it('is text, printed part by part where a command does so', async () => {
    const { command } = fake(async ({ print, isText }) => {
      expect(isText).toBe(true);
      await print(() => 'one part\n');
      return 'found';
    });
    const whole = start(command, {});
    expect(await whole.code).toBe(0);
    expect(whole.text()).toMatch(/^one part\n[\s\S]*PASS/);
    const closed = start({ ...command, closing: async () => 'the end\n' }, {});
    await closed.code;
    expect(closed.text()).toBe('one part\nthe end\n');
  });

  it('is one line with -q', async () => {
    const { code, text } = start(fake().command, { quiet: true });
    expect(await code).toBe(0);
    expect(text()).toMatch(/^check: pass; .*\n$/);
  });

  it('is a line of JSON for each event, and the report', async () => {
    const { command } = fake(async (stage) => {
      expect(stage.isText).toBe(false);
      stage.emit({ type: 'series-end' });
      await stage.print(() => 'unseen');
      return 'found';
    });
    const { code, text } = start(command, { jsonStream: true });
    expect(await code).toBe(0);
    const lines = text()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { type: 'series-end' },
      { type: 'report', report: { checks: [{ id: 'found' }] } },
    ]);
  });

  it('is the format that was asked for, and files get theirs', async () => {
    const file = join(temporaryFolder(), 'r.json');
    const targets = [{ format: 'tap', file: '-' } as const, { format: 'json', file } as const];
    const { code, text } = start(fake().command, { export: targets });
    expect(await code).toBe(0);
    expect(text()).toMatch(/^TAP version/);
    expect(existsSync(file)).toBe(true);
  });

  it('leaves signals to whoever comes next: to a course, between two of its runs', async () => {
    const listening = () => SIGNALS.map((name) => process.listenerCount(name));
    const atFirst = listening();
    await start(fake().command, {}).code;
    expect(listening()).toEqual(atFirst);
  });

  it.each([
    [{}, true],
    [{ json: true }, false],
  ])('%j: others are told behind text, and before a document', async (options, hasPrinted) => {
    const announce = vi.fn((_report: CheckReport, output: Output) => {
      expect(output.hasPrinted).toBe(hasPrinted);
      return null;
    });
    expect(await start(fake(undefined, { announce }).command, options).code).toBe(0);
    expect(announce).toHaveBeenCalledOnce();
  });
});
