import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurError } from '../../../../src/base/errors/errors.ts';
import { unitThrew, unitTimedOut } from '../../../../src/map/error.ts';
import {
  type ChunkAnswer,
  type ChunkDone,
  packAnswer,
  unpackAnswer,
} from '../../../../src/map/hosts/wire/chunk-answer.ts';
import { chunkId, inputsDigest, RUN_NAME, readChunkId } from '../../../../src/map/hosts/wire/chunk-id.ts';
import { type ChunkJob, packJob, unpackJob } from '../../../../src/map/hosts/wire/chunk-job.ts';
import { seal } from '../../../../src/map/hosts/wire/seal.ts';
import { packFailure, unpackFailure } from '../../../../src/map/hosts/wire/unit-failure.ts';

const ID = 'mine_0_3_0123456789abcdef';
const NUMBERING = { first: 0, step: 1 };

const job: ChunkJob = {
  ...{ type: 'chunk', protocol: 115, run: 'r', function: 'unit', count: 3 },
  ...{ numbering: NUMBERING, inputs: Float64Array.of(1, 2, 3), timeoutMs: null, retries: 0 },
  ...{ onError: 'collect', expiresAtMs: 5 },
};
const done: ChunkDone = { type: 'done', runs: [], failures: [], begun: 3, evidence: [] };

describe('the id of a chunk', () => {
  it('says which units of which run it is of', () => {
    const run = fc.stringMatching(RUN_NAME);
    fc.assert(
      fc.property(run, fc.nat(), fc.nat(), fc.array(fc.anything()), (name, from, count, inputs) => {
        const parts = { run: name, from, count, digest: inputsDigest(inputs, 1) };
        expect(readChunkId(chunkId(parts))).toEqual(parts);
      }),
    );
    expect(readChunkId('repeat:5')).toBe(null);
  });

  it('is another one for a half, and for other inputs', () => {
    const all = [null, [], [0], [-0], ['0'], [0, 1], [0, '1']];
    const digests = all.map((inputs) => inputsDigest(inputs, 1));
    expect(new Set(digests).size).toBe(digests.length);
    expect(inputsDigest(Float64Array.of(0, 1), 1)).toBe(inputsDigest([0, 1], 1));
    expect(inputsDigest([0, 1], 2)).not.toBe(inputsDigest([0, 1], 1));
  });
});

describe('a job', () => {
  it('arrives as it was', () => {
    for (const key of [null, 'secret']) expect(unpackJob(ID, packJob(ID, job, key), key)).toEqual(job);
  });

  it('that lacks anything is none', () => {
    for (const field of Object.keys(job)) {
      const { [field as keyof ChunkJob]: _, ...rest } = job;
      const body = seal(rest, null, { id: ID, direction: 'job' });
      expect(() => unpackJob(ID, body, null)).toThrow(/the job of chunk .* can’t be read/);
    }
  });
});

describe('an answer', () => {
  const across = (answer: ChunkAnswer, most?: number) => {
    const setup = { key: null, numbering: NUMBERING, ...(most === undefined ? {} : { most }) };
    return unpackAnswer(ID, packAnswer(ID, answer, setup), null);
  };

  it('arrives as it was', () => {
    const runs = [
      { from: 0, values: Float64Array.of(1, 2) },
      { from: 2, values: [{ a: 1 }] },
      { from: 3, values: { json: '{"a":1}\n2' } },
    ];
    expect(across({ ...done, runs })).toEqual({ ...done, runs });
    for (const answer of [{ type: 'expired' }, { type: 'refused', why: 'no' }] as const) {
      expect(across(answer)).toEqual(answer);
    }
  });

  it('of a result that can’t be sent fails its unit, and brings the others', () => {
    const texts = { from: 3, values: { json: '4\n5' } };
    const runs = [{ from: 0, values: [1, () => {}, 3] }, texts];
    const arrived = across({ ...done, runs }) as ChunkDone;
    expect(arrived.runs).toEqual([{ from: 0, values: [1] }, { from: 2, values: [3] }, texts]);
    const [failure, ...others] = arrived.failures;
    expect([failure?.position, others]).toEqual([1, []]);
    expect(failure?.message).toContain('its result can’t be cloned');
  });

  it('that is too large is told of by its size', () => {
    const runs = [{ from: 0, values: ['x'.repeat(9_000)] }];
    const arrived = across({ ...done, runs }, 10_000);
    expect(arrived).toEqual({ type: 'too-large', characters: expect.any(Number) });
    expect(arrived.type === 'too-large' && arrived.characters).toBeGreaterThan(12_000);
  });

  it('that is something else is none', () => {
    for (const other of [null, 5, {}, { type: 'done' }, { ...done, runs: [{ from: 0 }] }]) {
      const body = seal(other, null, { id: ID, direction: 'answer' });
      expect(() => unpackAnswer(ID, body, null)).toThrow(/the answer of chunk .* can’t be read/);
    }
  });
});

describe('a failure', () => {
  it('of a function keeps what it threw', () => {
    const error = unitThrew(7, new RangeError('seven', { cause: 'fate' }));
    const arrived = unpackFailure(structuredClone(packFailure(2, error)), 7);
    expect([arrived.name, arrived.index, arrived.message]).toEqual(['ParallelMapError', 7, error.message]);
    expect(arrived.cause).toBeInstanceOf(RangeError);
    expect((arrived.cause as Error).cause).toBe('fate');
  });

  it('of ours is ours on the other side, too', () => {
    const arrived = unpackFailure(structuredClone(packFailure(2, unitTimedOut(7, 50))), 7);
    expect(arrived.message).toBe('unit 7 took longer than 50 ms: its worker was ended');
    expect(arrived.cause).toBeInstanceOf(ConcurError);
    expect(arrived.cause).toMatchObject({ code: 'TIMED_OUT' });
  });
});
