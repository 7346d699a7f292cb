import { describe, expect, it } from 'vitest';
import { readCompareOptions } from '../../src/api/compare-options.ts';
import type { CompareOptions } from '../../src/model/compare-options.ts';

describe('the options of compare()', () => {
  it('are taken as they are where they are right', () => {
    const options: CompareOptions = {
      engines: ['threads', 'loop'],
      workers: 2,
      inputs: new Set([1, 2]),
      runs: 3,
      budget: 1000,
      unitTimeout: 60_000,
      margin: 0.1,
      seed: 0,
      signal: new AbortController().signal,
    };
    expect(readCompareOptions(options)).toEqual({ ...options, inputs: [1, 2] });
    expect(readCompareOptions({})).toEqual({});
  });

  it.each([
    [{ engines: [] }, 'a list of loop, threads, processes or pool'],
    [{ engines: ['thread'] }, 'a list of loop'],
    [{ workers: 0 }, 'a whole number above 0'],
    [{ units: 1.5 }, 'a whole number above 0'],
    [{ inputs: 5 }, 'something iterable'],
    [{ inputs: [] }, 'inputs is empty'],
    [{ runs: -1 }, 'a whole number above 0'],
    [{ budget: 0 }, 'milliseconds, more than 0'],
    [{ unitTimeout: '1s' }, 'milliseconds, more than 0'],
    [{ margin: 5 }, 'a share above 0 and below 1'],
    [{ seed: -1 }, 'a whole number of 0 or more'],
    [{ signal: {} }, 'an AbortSignal'],
    [{ engine: 'threads' }, 'did you mean engines?'],
    [{ units: 3, inputs: [1] }, 'exclude each other'],
  ])('%j are an error that says what to pass', (options, message) => {
    expect(() => readCompareOptions(options as CompareOptions)).toThrow(TypeError);
    expect(() => readCompareOptions(options as CompareOptions)).toThrow(message);
  });
});
