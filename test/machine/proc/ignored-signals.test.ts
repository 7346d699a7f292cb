import { describe, expect, it } from 'vitest';
import { ignoresChildren } from '../../../src/machine/proc/ignored-signals.ts';

describe('whether SIGCHLD is ignored', () => {
  it.each([
    ['0000000000010000', true],
    ['ffffffffffffffff', true],
    ['0000000001001000', false],
    ['fffffffffffeffff', false],
  ])('%s', (mask, isIgnored) => {
    expect(ignoresChildren(`Name:\ta\nSigIgn:\t${mask}\n`)).toBe(isIgnored);
  });

  it('is not known where status doesn’t say, and then it isn’t', () => {
    expect(ignoresChildren('Name:\ta\nSigIgn:\tx\n')).toBe(false);
    expect(ignoresChildren('Name:\ta\n')).toBe(false);
  });
});
