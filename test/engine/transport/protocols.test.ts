import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLOT_PROTOCOL, TRIAL_PROTOCOL } from '../../../src/engine/protocol/trial-protocol.ts';
import { MAP_PROTOCOL } from '../../../src/map/protocol/map-protocol.ts';
import { packThrown } from '../../../src/map/protocol/thrown/pack.ts';

const PROTOCOLS = { trial: TRIAL_PROTOCOL, slots: SLOT_PROTOCOL, map: MAP_PROTOCOL };

describe.each(Object.entries(PROTOCOLS))('what the workers of a %s say', (_name, { parse }) => {
  it('can be anything, and nothing throws', () => {
    const types = ['ready', 'done', 'fault', 'answers', 'failed', 'idle', '__proto__', 'constructor'];
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true });
    const nearly = fc.record(
      { type: fc.constantFrom(...types), thrown: anything, runs: fc.array(anything), sample: anything },
      { requiredKeys: ['type'] },
    );
    fc.assert(fc.property(fc.oneof(anything, nearly), (received) => void parse(received)));
  });

  it.each([null, undefined, 0, 'done', [], {}, { type: null }, { type: 'constructor' }, { type: 'done' }])(
    'is nothing where it is %j',
    (received) => expect(parse(received)).toBeNull(),
  );
});

describe('a message', () => {
  it.each([
    [TRIAL_PROTOCOL, { type: 'fault', message: 'm', code: null, unitsDone: 1 }],
    [TRIAL_PROTOCOL, { type: 'echo', id: 1, payload: undefined, isTransferred: false }],
    [SLOT_PROTOCOL, { slot: 1, left: true }],
    [SLOT_PROTOCOL, { slot: 1, message: { type: 'progress', unitsDone: 2 } }],
    [
      MAP_PROTOCOL,
      {
        type: 'answers',
        runs: [
          { from: 0, values: Float64Array.of(1) },
          { from: 3, values: [null] },
        ],
      },
    ],
    [MAP_PROTOCOL, { type: 'failed', index: 0, thrown: packThrown(new Error('a', { cause: 'b' })) }],
    [MAP_PROTOCOL, { type: 'idle' }],
  ])('is what it is (%#)', ({ parse }, message) => {
    expect(parse(message)).toBe(message);
  });

  it.each([
    [TRIAL_PROTOCOL, { type: 'fault', message: 1, code: null, unitsDone: 1 }],
    [SLOT_PROTOCOL, { slot: 1, message: { type: 'done', sample: {} } }],
    [SLOT_PROTOCOL, { message: { type: 'progress', unitsDone: 2 } }],
    [MAP_PROTOCOL, { type: 'answers', runs: [null] }],
    [MAP_PROTOCOL, { type: 'failed', index: 0, thrown: { type: 'error', name: 'a' } }],
  ])('is none where a field is amiss (%#)', ({ parse }, message) => {
    expect(parse(message)).toBeNull();
  });
});
