import { describe, expect, it } from 'vitest';
import { scaledSubject } from '../../../../src/cli/commands/scale/scaled-subject.ts';
import type { TypedOptions } from '../../../../src/cli/options/table.ts';

const subject = (words: readonly string[], options: TypedOptions = {}) => scaledSubject({ words, options });

describe('what is scaled', () => {
  it('is a function, on an engine that is named as a word or by its option', () => {
    expect(subject([])).toEqual({ what: undefined, engine: undefined });
    expect(subject(['./work.ts#fn'])).toEqual({ what: './work.ts#fn', engine: undefined });
    const named = { what: './work.ts#fn', engine: 'processes' };
    expect(subject(['processes', './work.ts#fn'])).toEqual(named);
    expect(subject(['./work.ts#fn', 'processes'])).toEqual(named);
    expect(subject(['./work.ts#fn'], { engines: ['processes'] })).toEqual(named);
  });

  it.each<[readonly string[], TypedOptions, string, RegExp]>([
    [['./a.ts', './b.ts'], {}, 'scale takes one function: ./a.ts ./b.ts', /concur scale -w 1\.\.8 -- make/],
    [['hosts'], {}, 'scale counts hosts by --hosts', /--hosts 1\.\.4/],
    [
      ['threads', './a.ts'],
      { engines: ['pool'], workerCounts: [1, 8] },
      'scale runs one engine at a time, not threads and pool',
      /--engine threads\. Side by side: concur compare \.\/a\.ts threads pool -w 1,8\.$/,
    ],
  ])('is one thing: not %j with %j', (words, options, message, hint) => {
    expect(() => subject(words, options)).toThrow(
      expect.objectContaining({ code: 'USAGE', message, hint: expect.stringMatching(hint) }),
    );
  });
});
