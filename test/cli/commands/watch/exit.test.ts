import { describe, expect, it } from 'vitest';
import { watchExit } from '../../../../src/cli/commands/watch/exit.ts';
import { checkGate } from '../../../../src/cli/commands/watch/gate.ts';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';
import { LOCKED, makeRequirement, UNREAD } from '../../../fixtures/requirements.ts';

const LONG = {
  kind: 'PARALLEL',
  durationNs: 60e9,
  pid: 7,
  end: { code: 3, signal: null },
  requirements: [],
} as const;

describe('how a watch exits', () => {
  it('is how the command did', () => {
    expect(watchExit(LONG, null, {})).toEqual({ code: 3, reason: 'the command ended with 3' });
    const killed = { ...LONG, end: { code: null, signal: 'SIGKILL' } };
    expect(watchExit(killed, null, {})).toEqual({ code: 137, reason: 'the command was ended by SIGKILL' });
  });

  it('is well where it was a process that has ended', () => {
    expect(watchExit({ ...LONG, end: null }, null, {})).toEqual({ code: 0, reason: 'process 7 has ended' });
  });

  it('is how it was ended, where it was', () => {
    const ended = { code: 124, reason: '--timeout: 2.00 s elapsed' };
    expect(watchExit(LONG, ended, {})).toBe(ended);
    expect(watchExit(LONG, ended, { exitVerdict: true })).toBe(ended);
  });

  it('is the verdict’s with --exit-verdict', () => {
    expect(watchExit(LONG, null, { exitVerdict: true }).code).toBe(0);
    expect(watchExit({ ...LONG, kind: 'SERIALISED' }, null, { exitVerdict: true }).code).toBe(1);
    expect(watchExit({ ...LONG, kind: 'MIXED' }, null, { exitVerdict: true }).code).toBe(3);
  });
});

describe('how a watch exits of which something was required', () => {
  const ENDED = { ...LONG, end: { code: 0, signal: null } } as const;
  const asked: TypedOptions = { requirements: [{ figure: 'parallelism', atLeast: 1.5 }] };
  const exitOf = (...requirements: Parameters<typeof watchExit>[0]['requirements']) =>
    watchExit({ ...ENDED, requirements }, null, asked);

  it('is 0 where it is all met', () => {
    expect(exitOf(makeRequirement())).toEqual({ code: 0, reason: 'every requirement is met' });
  });

  it('is 1 where something isn’t, with the reason', () => {
    const reason = 'blocked.lock<=10%: 4 threads mostly wait for one lock';
    expect(exitOf(makeRequirement(), LOCKED, UNREAD)).toEqual({ code: 1, reason });
  });

  it.each([
    [undefined, 3],
    ['3', 3],
    ['pass', 0],
    ['fail', 1],
  ] as const)('with --inconclusive %s is %d where it can’t be told', (inconclusive, code) => {
    const options = inconclusive === undefined ? asked : { ...asked, inconclusive };
    expect(watchExit({ ...ENDED, requirements: [UNREAD] }, null, options)).toEqual({
      code,
      reason: 'inconclusive: blocked.disk<=1%: it couldn’t be read what they were blocked in',
    });
    const mixed = { ...ENDED, kind: 'MIXED' } as const;
    expect(
      watchExit(mixed, null, { ...options, requirements: undefined, exitVerdict: true } as never).code,
    ).toBe(code);
  });

  it('is the command’s where that failed, or what ended the watch', () => {
    const failed = { ...LONG, requirements: [LOCKED] };
    expect(watchExit(failed, null, asked)).toEqual({ code: 3, reason: 'the command ended with 3' });
    const ended = { code: 124, reason: '--timeout: 2.00 s elapsed' };
    expect(watchExit(failed, ended, asked)).toBe(ended);
  });

  it('is by what was required where --for ended it', () => {
    const killed = { ...LONG, end: { code: null, signal: 'SIGTERM' }, requirements: [LOCKED] };
    expect(watchExit(killed, { code: 0, reason: '--for: 1.00 s were over' }, asked).code).toBe(1);
  });
});

describe('what is typed beside requirements', () => {
  const requirements: TypedOptions['requirements'] = [{ figure: 'parallelism', atLeast: 2 }];

  it.each<[TypedOptions, string]>([
    [{ requirements, exitVerdict: true }, '--require and --exit-verdict both decide the exit code'],
    [{ inconclusive: 'pass' }, '--inconclusive pass: nothing is required that could be inconclusive'],
    [
      { export: [{ format: 'junit', file: 'a.xml' }] },
      '--export junit=a.xml lists what was required of a program, and nothing was',
    ],
  ])('is refused where it makes no sense: %j', (options, message) => {
    expect(() => checkGate(options)).toThrow(expect.objectContaining({ code: 'USAGE', message }));
  });

  it('is taken where it does', () => {
    checkGate({ requirements, inconclusive: 'fail', export: [{ format: 'tap', file: '-' }] });
    checkGate({ exitVerdict: true, inconclusive: 'pass', export: [{ format: 'json', file: '-' }] });
  });
});
