import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExit } from '../../../../src/cli/commands/check/check.ts';
import type { CheckOutcome } from '../../../../src/model/check/finding.ts';
import { outcomeOfChecks } from '../../../../src/stats/outcome-of-checks.ts';
import { makeCheckResult } from '../../../fixtures/check-report.ts';

const PASS = makeCheckResult({ id: 'cpus' });
const FAIL = makeCheckResult({ id: 'parallelism', outcome: 'fail', because: 'a quota' });
const OPEN = makeCheckResult({ id: 'threads', outcome: 'inconclusive', because: 'busy' });

describe('the outcome of several checks', () => {
  it.each([
    [['pass', 'pass'], 'pass'],
    [['pass', 'fail', 'inconclusive'], 'fail'],
    [['inconclusive', 'pass'], 'inconclusive'],
    [['fail'], 'fail'],
    [[], 'inconclusive'],
  ] as const)('%j is %s', (outcomes, outcome) => {
    expect(outcomeOfChecks(outcomes.map((one) => ({ outcome: one })))).toBe(outcome);
  });

  it('doesn’t depend on their order', () => {
    const outcome = fc.constantFrom<CheckOutcome>('pass', 'fail', 'inconclusive');
    fc.assert(
      fc.property(fc.array(outcome), (outcomes) => {
        const checks = outcomes.map((one) => ({ outcome: one }));
        expect(outcomeOfChecks(checks.toReversed())).toBe(outcomeOfChecks(checks));
      }),
    );
  });
});

describe('what the checks mean to a script', () => {
  it('is 0 where every check passes', () => {
    expect(checkExit([PASS, PASS], null, undefined)).toEqual({ code: 0, reason: 'every check passes' });
  });

  it('is 1 where one fails, with the reasons of those that do', () => {
    const other = { ...FAIL, id: 'claimed', because: 'two quotas' };
    expect(checkExit([PASS, FAIL, OPEN, other], null, undefined)).toEqual({
      code: 1,
      reason: 'parallelism: a quota; claimed: two quotas',
    });
  });

  it.each([
    [undefined, 0],
    ['3', 3],
    ['pass', 0],
    ['fail', 1],
  ] as const)('with --inconclusive %s is %d where one is inconclusive and none fails', (mode, code) => {
    expect(checkExit([PASS, OPEN], null, mode)).toEqual({ code, reason: 'inconclusive: threads: busy' });
  });

  it.each([undefined, 'pass', 'fail'] as const)('with --inconclusive %s leaves the others alone', (mode) => {
    expect(checkExit([PASS], null, mode).code).toBe(0);
    expect(checkExit([FAIL, OPEN], null, mode).code).toBe(1);
  });

  it('is what ended the run, whatever was found out', () => {
    const ended = { code: 130, reason: 'stopped by SIGINT' };
    for (const checks of [[PASS], [FAIL], [OPEN], []]) {
      for (const mode of [undefined, 'pass', 'fail'] as const) {
        expect(checkExit(checks, ended, mode)).toEqual(ended);
      }
    }
  });

  it('is that of inconclusive where no check was run', () => {
    expect(checkExit([], null, '3').code).toBe(3);
  });
});
