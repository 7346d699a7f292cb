import { describe, expect, it } from 'vitest';
import { resolveSetting } from '../../../src/cli/setting/resolve-setting.ts';
import type { Machine } from '../../../src/model/machine/machine.ts';
import { makeMachine } from '../../fixtures/builders.ts';
import { inMemory } from '../../fixtures/captured.ts';

/** Room for ten workers: 200,000 kB are 204.8 MB, and each takes 20. */
const ROOM_FOR_TEN = inMemory({ '/proc/meminfo': 'MemAvailable:  200000 kB\n' });
const NO_TASKSET: Machine['tools'] = { taskset: null, setpriv: null, sh: null };

function resolve(typed: Parameters<typeof resolveSetting>[0], machine: Partial<Machine> = {}) {
  return resolveSetting(typed, makeMachine(machine), ROOM_FOR_TEN);
}

describe('resolveSetting', () => {
  it('asks for nothing where nothing was typed', () => {
    expect(resolve({})).toEqual({
      workers: null,
      cpus: [0, 1],
      pin: null,
      engine: null,
      quick: false,
      steps: null,
      stepMs: null,
      seed: 1,
      call: null,
    });
  });

  it('takes over what was typed', () => {
    const typed = {
      workers: 3,
      pin: 'none',
      engine: 'threads',
      quick: true,
      steps: 5,
      stepTime: 20,
      seed: 0,
    } as const;
    expect(resolve({ ...typed, cores: [1] })).toEqual({
      workers: 3,
      cpus: [1],
      pin: 'none',
      engine: 'threads',
      quick: true,
      steps: 5,
      stepMs: 20,
      seed: 0,
      call: null,
    });
  });

  it('can’t be changed any more', () => {
    expect(Object.isFrozen(resolve({}))).toBe(true);
  });
});

describe('--cores', () => {
  it('refuses CPUs that we may not use, and names those that we may', () => {
    expect(() => resolve({ cores: [1, 2, 3, 8] }, { allowedCpus: [0, 1, 2] })).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: '--cores 1-3,8 is not usable here (usable CPUs: 0-2; not among them: 3,8)',
        hint: 'Try --cores 0-2.',
      }),
    );
  });

  it('goes by the mask, not by how many CPUs there are', () => {
    expect(resolve({ cores: [5] }, { allowedCpus: [4, 5], logicalCpus: 2 }).cpus).toEqual([5]);
    expect(() => resolve({ cores: [0] }, { allowedCpus: [4, 5], logicalCpus: 8 })).toThrow(
      'usable CPUs: 4-5',
    );
  });
});

describe('-w', () => {
  it('takes as many as there is room for', () => {
    expect(resolve({ workers: 10 }).workers).toBe(10);
  });

  it('refuses one more, and says why and what would go', () => {
    expect(() => resolve({ workers: 11 })).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringMatching(
          /^11 workers are more than this machine can start; the limit is 10: 204\.8 MB/,
        ),
        facts: { kind: 'too-many-workers', workers: 11, most: 10 },
      }),
    );
  });
});

describe('without taskset', () => {
  it.each([
    [{ pin: 'spread' as const }, '--pin spread needs taskset, and it is not in PATH'],
    [{ cores: [0] }, '--cores needs taskset, and it is not in PATH'],
    [{ cores: [0], pin: 'same' as const }, '--pin same needs taskset, and it is not in PATH'],
  ])('a pin that was asked for by name is missing: %j', (typed, message) => {
    expect(() => resolve(typed, { tools: NO_TASKSET })).toThrow(
      expect.objectContaining({
        code: 'CAPABILITY_MISSING',
        message,
        hint: expect.stringContaining('--pin none'),
      }),
    );
  });

  it('names the platform that has none', () => {
    expect(() => resolve({ pin: 'spread' }, { tools: NO_TASKSET, platform: 'darwin' })).toThrow(
      'darwin has none',
    );
  });

  it.each([{}, { pin: 'none' as const }, { pin: 'none' as const, cores: [0] }])(
    'what does not insist on a pin goes on: %j',
    (typed) => {
      expect(() => resolve(typed, { tools: NO_TASKSET })).not.toThrow();
    },
  );
});
