import { describe, expect, it } from 'vitest';
import { type PinFacts, pinOf } from '../../../../src/run/trial/workers/pin.ts';
import { makeClocks, makeMachine } from '../../../fixtures/builders.ts';

const NO_TASKSET = { taskset: null, setpriv: null, sh: null };

function facts(overrides: Partial<PinFacts> = {}): PinFacts {
  return {
    askedCpu: 1,
    engine: 'threads',
    refusal: null,
    before: makeClocks({ allowedCpus: [1] }),
    after: makeClocks({ allowedCpus: [1] }),
    ...overrides,
  };
}

describe('pinOf', () => {
  it('is held when the mask was read back at the start and at the end', () => {
    expect(pinOf(facts(), makeMachine())).toEqual({ state: 'held', cpus: [1], why: null });
  });

  it('is held when a worker died before it could read its mask again', () => {
    expect(pinOf(facts({ after: null }), makeMachine()).state).toBe('held');
  });

  it('is off where nothing was asked, with the mask all the same', () => {
    const unasked = facts({ askedCpu: null, before: makeClocks({ allowedCpus: [0, 1] }) });
    expect(pinOf(unasked, makeMachine())).toEqual({ state: 'off', cpus: [0, 1], why: null });
  });

  it.each([
    ['pool', 'the pool chooses the thread of each task'],
    ['loop', 'all workers share one thread'],
    ['fake', 'this engine runs no thread'],
  ] as const)('is unsupported by the %s engine, which says why', (engine, why) => {
    expect(pinOf(facts({ engine }), makeMachine())).toMatchObject({
      state: 'unsupported',
      why,
    });
  });

  it('is unsupported without taskset', () => {
    const linux = makeMachine({ tools: NO_TASKSET });
    expect(pinOf(facts(), linux)).toMatchObject({ state: 'unsupported', why: 'taskset is not in PATH' });
    const darwin = makeMachine({ tools: NO_TASKSET, platform: 'darwin' });
    expect(pinOf(facts(), darwin)).toMatchObject({ state: 'unsupported', why: 'darwin has no taskset' });
  });

  it('is refused with the words of who refused it', () => {
    const why = 'taskset: failed to set pid 1 affinity: Invalid argument';
    expect(pinOf(facts({ refusal: why }), makeMachine())).toMatchObject({ state: 'refused', why });
  });

  it.each([
    ['another CPU', [0], '0'],
    ['more CPUs than asked for', [0, 1], '0-1'],
    ['no CPU', [], ''],
  ])('is refused where the kernel answers with %s, whatever taskset said', (_what, mask, shown) => {
    expect(pinOf(facts({ before: makeClocks({ allowedCpus: mask }) }), makeMachine())).toEqual({
      state: 'refused',
      cpus: mask,
      why: `the kernel’s mask is ${shown}, not 1`,
    });
  });

  it('is refused where somebody changed the mask on the way', () => {
    const changed = facts({ after: makeClocks({ allowedCpus: [0, 1] }) });
    expect(pinOf(changed, makeMachine())).toMatchObject({
      state: 'refused',
      why: 'the kernel’s mask is 0-1, not 1',
    });
  });

  it('is not held on anybody’s word: without a mask it is unsupported', () => {
    for (const before of [null, makeClocks({ allowedCpus: null })]) {
      expect(pinOf(facts({ before }), makeMachine())).toEqual({
        state: 'unsupported',
        cpus: null,
        why: 'the mask could not be read back',
      });
    }
  });
});
