import { describe, expect, it } from 'vitest';
import { watchExit } from '../../../../src/cli/commands/watch/exit.ts';

const LONG = { kind: 'PARALLEL', durationNs: 60e9, pid: 7, end: { code: 3, signal: null } } as const;

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
