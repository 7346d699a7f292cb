import { existsSync, readdirSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../fixtures/captured.ts';
import { concur, startConcur } from '../harness/concur.ts';
import { compareDocument } from '../harness/documents.ts';

const ONCE = ['--runs', '1', '--warmup', '0'];
/** Two processes that last, one of which is no child of the other any more, once they have said that they are there. */
const lasting = (sign: string) => `(sleep 60 &) ; touch ${sign}; sleep 61; true`;
/** The same, deaf to whoever asks it to end. */
const deaf = (sign: string) => `trap '' TERM INT HUP; ${lasting(sign)}`;

/** Where a series may be when it is ended: its words, with that program there. */
const STATES: Readonly<Record<string, (program: string) => readonly string[]>> = {
  prepare: (program) => [...ONCE, '-w', '1', '--prepare', program, '--', 'echo', '{w}'],
  'a warm-up': (program) => ['--runs', '1', '-w', '1', '--', 'sh', '-c', `${program}; : {w}`],
  'a run': (program) => [...ONCE, '-w', '1', '--', 'sh', '-c', `${program}; : {w}`],
  conclude: (program) => [...ONCE, '-w', '1', '--conclude', program, '--', 'echo', '{w}'],
};

/** The size of the longest file without a name that a process has open. */
function keptBytes(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  const sizes = readdirSync(folder).flatMap((fd) => {
    try {
      const isNameless = /\.concur-.*deleted/.test(readlinkSync(join(folder, fd)));
      return isNameless ? [statSync(join(folder, fd)).size] : [];
    } catch {
      // It has been closed meanwhile.
      return [];
    }
  });
  return Math.max(0, ...sizes);
}

const ENDS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGKILL: null } as const;

describe.each(Object.entries(STATES))('in %s', (_state, words) => {
  it.each(Object.entries(ENDS))('%s leaves no process behind', async (signal, code) => {
    for (const program of [lasting, deaf]) {
      const sign = join(temporaryFolder(), 'there');
      const run = startConcur(['scale', '--no-progress', ...words(program(sign))]);
      while (!existsSync(sign) && run.child.exitCode === null) await delay(10);
      run.child.kill(signal as NodeJS.Signals);
      const ended = await run.end();
      expect(ended.orphans).toEqual([]);
      if (code !== null) expect(ended.code).toBe(code);
    }
  });
});

it.each(['SIGINT', 'SIGKILL'] as const)(
  'what --prepare left in the background ends with %s',
  async (signal) => {
    const sign = join(temporaryFolder(), 'there');
    const words = ['-w', '1', '--prepare', 'sleep 60 &', '--', 'sh', '-c', `touch ${sign}; sleep 61; : {w}`];
    const run = startConcur(['scale', ...ONCE, '--no-progress', ...words]);
    while (!existsSync(sign) && run.child.exitCode === null) await delay(10);
    run.child.kill(signal);
    expect((await run.end()).orphans).toEqual([]);
  },
);

describe('what a run leaves in the background', () => {
  /** Says whom it found of those that it left before, and leaves one behind. */
  const leaves = (folder: string) => `cat ${folder}/pids 2>/dev/null |
while read -r pid; do grep -q '^State:.[^Z]' /proc/$pid/status && echo $pid; done >>${folder}/found
sleep 60 & echo $! >>${folder}/pids; sleep 0.05`;

  it('is ended before the next run, counted and named', async () => {
    const folder = temporaryFolder();
    const script = join(folder, 'leaves.sh');
    writeFileSync(script, leaves(folder));
    const args = ['--runs', '3', '--no-progress', '--json', '--command', `sh ${script}`, '--command', 'true'];
    const { code, stdout, orphans } = await concur(['compare', ...args]);
    expect(code).toBe(0);
    expect(orphans).toEqual([]);
    expect(readFileSync(join(folder, 'found'), 'utf8')).toBe('');
    const { warnings } = JSON.parse(stdout);
    const [told] = warnings.filter(({ code }: { code: string }) => code === 'PROCESSES_ENDED');
    expect(told.message).toContain(`4 processes were ended that sh ${script} had left`);
    expect(told.message).toContain('"sleep"');
  });

  it('may be what --prepare has started: that lives through the run, and ends with it', async () => {
    const server = join(temporaryFolder(), 'server');
    const args = [
      ...['compare', '--runs', '2', '--no-progress', '--json', '--prepare', `sleep 60 & echo $! >${server}`],
      ...['--conclude', `kill -0 $(cat ${server})`],
      ...['--command', `sh -c 'kill -0 $(cat ${server})'`, '--command', 'true'],
    ];
    const { code, stdout, orphans } = await concur(args);
    expect(code).toBe(0);
    expect(orphans).toEqual([]);
    const { warnings, results } = JSON.parse(stdout);
    expect(warnings.map(({ code }: { code: string }) => code)).not.toContain('PROCESSES_ENDED');
    expect(JSON.stringify(results)).not.toContain('left the program');
  });
});

describe('--conclude', () => {
  const sign = () => join(temporaryFolder(), 'concluded');

  it('cleans up after a run that failed, whose reason is the one that is reported', async () => {
    const file = sign();
    const conclude = ['--conclude', `touch ${file}; exit 5`];
    const { code, stderr } = await concur([
      ...['compare', ...ONCE, '--no-progress', ...conclude],
      ...['--command', 'false', '--command', 'false'],
    ]);
    expect(existsSync(file)).toBe(true);
    expect(stderr).toContain('false ended with exit code 1');
    expect(code).toBe(4);
  });

  it('cleans up after a run that was ended from outside', async () => {
    const [there, file] = [sign(), sign()];
    const run = startConcur([
      ...['scale', ...ONCE, '--no-progress', '-w', '1', '--conclude', `touch ${file}`],
      ...['--', 'sh', '-c', `touch ${there}; sleep 60; : {w}`],
    ]);
    while (!existsSync(there) && run.child.exitCode === null) await delay(10);
    run.child.kill('SIGINT');
    expect((await run.end()).code).toBe(130);
    expect(existsSync(file)).toBe(true);
  });
});

it('says who left a command and went on', async () => {
  const daemon = "sh -c '(setsid sleep 3 >/dev/null 2>&1 &); sleep 0.3'";
  const { stdout } = await concur(['compare', ...ONCE, '--command', daemon, '--command', 'true', '--json']);
  expect(JSON.parse(stdout).results[0].program.because).toMatch(
    /a process left the program \(a daemon or a background job\), "sleep"/,
  );
});

describe('a command', () => {
  const beside = (command: string, ...more: string[]) =>
    concur(['compare', ...ONCE, '--no-progress', ...more, '--command', command, '--command', 'true']);

  it('that prints without end fills no disk', async () => {
    const { code } = await beside('head -c 300M /dev/zero');
    expect(code).toBe(0);
  });

  it('is prepared by one that prints without end, which fills no disk either', async () => {
    const run = startConcur([
      'scale',
      ...ONCE,
      '--no-progress',
      '-w',
      '1',
      '--prepare',
      'yes',
      '--',
      'echo',
      '{w}',
    ]);
    const sizes: number[] = [];
    for (let look = 0; look < 40; look++) {
      await delay(20);
      sizes.push(keptBytes(run.child.pid as number));
    }
    run.child.kill('SIGINT');
    expect((await run.end()).orphans).toEqual([]);
    expect(Math.max(...sizes)).toBeGreaterThan(0);
    expect(Math.max(...sizes)).toBeLessThan(150e6);
  });

  it('gets no input, and may close what it has', async () => {
    expect((await beside('cat')).code).toBe(0);
    expect((await beside("sh -c 'exec 0<&- 1>&- 2>&-; sleep 0.02'")).code).toBe(0);
  });

  it('that a signal ends has failed, and is named with it', async () => {
    const command = "sh -c 'kill -SEGV $$'";
    const failed = await beside(command);
    expect(failed.code).toBe(4);
    expect(failed.stderr).toContain('was ended by SIGSEGV (run 1)');
    const { runs } = compareDocument(await beside(command, '--ignore-failure', '--json'));
    expect(runs.map(({ end }) => end?.signal ?? null).sort()).toEqual(['SIGSEGV', null].sort());
  });

  it.each([
    ['--prepare', 'echo no room; exit 3', /--prepare "echo no room; exit 3" ended with exit code 3: no room/],
    ['--conclude', 'false', /--conclude "false" ended with exit code 1/],
  ])('whose %s fails is not measured, whatever is to be ignored', async (flag, line, message) => {
    const { code, stderr } = await beside('sleep 0.01', flag, line, '--ignore-failure');
    expect(stderr).toMatch(message);
    expect(code).toBe(4);
  });
});
