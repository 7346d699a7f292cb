import { describe, expect, it } from 'vitest';
import {
  checkForCommand,
  checkForFunction,
} from '../../../../../src/cli/commands/series/command/check-options.ts';
import type { TypedOptions } from '../../../../../src/cli/options/table.ts';

describe('an option without an effect is refused', () => {
  it.each([
    [{ workload: 'primes' }, '--workload has no effect on a command', 'Leave it out.'],
    [{ engines: ['threads'] }, '--engine has no effect on a command', 'Leave it out.'],
    [{ cores: [0] }, '--cores has no effect on a command', expect.stringContaining('taskset -c')],
  ] as [TypedOptions, string, unknown][])('on a command: %j', (options, message, hint) => {
    expect(() => checkForCommand(options)).toThrow(expect.objectContaining({ code: 'USAGE', message, hint }));
  });

  it.each([
    [{ prepare: 'true' }, '--prepare'],
    [{ env: { N: '{w}' } }, '--env'],
    [{ ignoreFailure: true }, '--ignore-failure'],
    [{ warmup: 0 }, '--warmup'],
    [{ shell: 'sh' }, '--shell'],
  ] as [TypedOptions, string][])('on a function: %j', (options, flag) => {
    const message = `${flag} is for commands alone, and there is none`;
    const hint = 'Try concur compare.';
    expect(() => checkForFunction(options, 'concur compare')).toThrow(
      expect.objectContaining({ code: 'USAGE', message, hint }),
    );
  });

  it('on commands that are compared, which is no matter of workers', () => {
    expect(() => checkForCommand({ workerCounts: [2] })).not.toThrow();
    expect(() => checkForCommand({ workerCounts: [2] }, ['workerCounts'])).toThrow(
      '-w has no effect on a command',
    );
  });

  it('and no other', () => {
    expect(() => checkForCommand({ runs: 5, quick: true, seed: 1, timeout: 5 })).not.toThrow();
    expect(() => checkForFunction({ runs: 5, units: 4, workers: 2 }, '')).not.toThrow();
  });
});
