import { describe, expect, it } from 'vitest';
import { readCompareOptions } from '../../src/api/compare-request.ts';
import type { CompareOptions } from '../../src/model/compare-options.ts';

describe('the options of compare()', () => {
  it('are taken as they are where they are right', () => {
    const options: CompareOptions = {
      engines: ['threads', 'loop'],
      python: ['3.13', '/usr/bin/python3'],
      workers: 2,
      inputs: new Set([1, 2]),
      runs: 3,
      budget: 1000,
      unitTimeout: 60_000,
      margin: 0.1,
      allowDifferent: true,
      seed: 0,
      signal: new AbortController().signal,
    };
    expect(readCompareOptions(options)).toEqual({ ...options, inputs: [1, 2] });
    expect(readCompareOptions({})).toEqual({});
  });

  it.each([null, 5, ['threads']])('are an object, not %j', (options) => {
    expect(() => readCompareOptions(options as CompareOptions)).toThrow(
      /^compare: options must be an object/,
    );
  });

  it.each([
    [
      { engines: [] },
      'engines must be a list of loop, threads, processes, pool, asyncio or interpreters (it is an empty list)',
    ],
    [
      { engines: ['thread'] },
      'engines[0] must be loop, threads, processes, pool, asyncio or interpreters (it is "thread"). Did you mean threads?',
    ],
    [{ python: 3.13 }, 'python must be a version or a path, or a list of them (it is 3.13)'],
    [{ python: [] }, 'python must be a version or a path, or a list of them (it is an empty list)'],
    [{ workers: 0 }, 'compare: workers must be a whole number of at least 1 (it is 0)'],
    [{ units: 1.5 }, 'units must be a whole number of at least 1 (it is 1.5)'],
    [{ inputs: 5 }, 'inputs must be something iterable (it is 5)'],
    [{ inputs: [] }, 'inputs is empty'],
    [{ runs: -1 }, 'runs must be a whole number of at least 1 (it is -1)'],
    [{ budget: 0 }, 'budget must be a number of milliseconds above 0 (it is 0)'],
    [{ unitTimeout: '1s' }, 'unitTimeout must be a number of milliseconds above 0 (it is "1s")'],
    [{ margin: 5 }, 'margin must be a share above 0 and below 1 (it is 5)'],
    [{ allowDifferent: 1 }, 'allowDifferent must be true or false (it is 1)'],
    [{ seed: -1 }, 'seed must be a whole number of at least 0 (it is -1)'],
    [{ signal: {} }, 'signal must be an AbortSignal (it is {})'],
    [{ engine: 'threads' }, 'compare: engine is an unknown option. Did you mean engines?'],
    [{ units: 3, inputs: [1] }, 'exclude each other'],
  ])('%j are an error that says what to pass', (options, message) => {
    expect(() => readCompareOptions(options as CompareOptions)).toThrow(TypeError);
    expect(() => readCompareOptions(options as CompareOptions)).toThrow(message);
  });
});
