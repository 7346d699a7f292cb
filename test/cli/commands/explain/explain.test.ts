import { describe, expect, it } from 'vitest';
import { chooseTopic } from '../../../../src/cli/commands/explain/explain.ts';
import { TOPICS } from '../../../../src/report/concept/topics.ts';

describe('chooseTopic', () => {
  it.each([
    ['core', 'core'],
    ['CPU', 'core'],
    ['ht', 'hyper-threading'],
    ['smt', 'hyper-threading'],
    ['hyperthreading', 'hyper-threading'],
    ['Hyper-Threading', 'hyper-threading'],
    ['daemon', 'daemon-thread'],
    ['GIL', 'gil'],
    ['numpy', 'native-code'],
    ['C extensions', 'native-code'],
    ['asyncio', 'async'],
    ['race', 'race-condition'],
    ['mutex', 'lock'],
    ['libuv', 'thread-pool'],
    ['uv_threadpool_size', 'thread-pool'],
    ['worker_threads', 'thread'],
    ['multiprocessing', 'process'],
    ['docker', 'quota'],
    ['taskset', 'affinity'],
    ["Amdahl's law", 'amdahl'],
    ['concurrency', 'parallelism'],
    ['sharedarraybuffer', 'shared-memory'],
    ['R+D', 'run-queue'],
  ])('knows %s as %s', (typed, name) => {
    expect(chooseTopic([typed])).toBe(name);
  });

  it('takes several words for one topic', () => {
    expect(chooseTopic(['false', 'sharing'])).toBe('false-sharing');
    expect(chooseTopic(['Global', 'Interpreter', 'Lock'])).toBe('gil');
  });

  it.each([
    ['deamon', 'Did you mean concur explain daemon?'],
    ['false-sharin', 'Did you mean concur explain false-sharing?'],
    ['mutx', 'Did you mean concur explain mutex?'],
    ['blockchain', 'concur explain lists the topics.'],
    ['', 'concur explain lists the topics.'],
    ['?', 'concur explain lists the topics.'],
  ])('does not know %j', (typed, hint) => {
    expect(() => chooseTopic([typed])).toThrow(
      expect.objectContaining({ code: 'USAGE', message: `there is no topic “${typed}”`, hint }),
    );
  });

  it('takes no word for two topics', () => {
    for (const { name, aliases } of TOPICS) {
      for (const word of [name, ...aliases]) expect([word, chooseTopic([word])]).toEqual([word, name]);
    }
  });
});
