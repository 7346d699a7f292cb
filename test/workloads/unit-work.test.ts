import { describe, expect, it } from 'vitest';
import type { UnitFunction } from '../../src/model/trial/function-source.ts';
import type { Host, Share, Work } from '../../src/model/trial/workload.ts';
import { UnitError, unitWork } from '../../src/workloads/unit-work.ts';

/** Work of one worker that calls this function. */
async function workOf(
  unit: UnitFunction,
  share: Share = { first: 0, stride: 1 },
  host: Partial<Host> = {},
): Promise<Work> {
  return unitWork(() => unit)({ share: { ...share } }, { inputs: null, wantsResults: true, ...host } as Host);
}

async function failureOf(work: Work, count: number): Promise<UnitError> {
  try {
    await work.run(count);
  } catch (error) {
    return error as UnitError;
  }
  throw new Error('nothing failed');
}

describe('work of units', () => {
  it('calls its function with the indexes of its share, as inputs too where there are none', async () => {
    const calls: unknown[] = [];
    const work = await workOf((input, index) => calls.push([input, index]), { first: 2, stride: 3 });
    work.run(2);
    work.run(1);
    expect(calls).toEqual([
      [2, 2],
      [5, 5],
      [8, 8],
    ]);
    expect(work.results?.()).toEqual([1, 2, 3]);
  });

  it('takes its inputs from its host when it runs: they come after it was made', async () => {
    const host: { inputs: readonly string[] | null; wantsResults: true } = {
      inputs: null,
      wantsResults: true,
    };
    const work = await unitWork(() => (input, index) => `${input}${index}`)(
      { share: { first: 1, stride: 2 } },
      host as unknown as Host,
    );
    host.inputs = ['a', 'b'];
    work.run(2);
    expect(work.results?.()).toEqual(['a1', 'b3']);
  });

  it('gives its units copies of their inputs as long as nothing counts', async () => {
    const rows = [[3, 1, 2]];
    const host = { inputs: rows, rehearsing: true };
    const sorts = unitWork(() => (row) => (row as number[]).sort().length);
    const work = await sorts({ share: { first: 0, stride: 1 } }, host as unknown as Host);
    work.run(1);
    expect(rows).toEqual([[3, 1, 2]]);
    work.restart?.();
    host.rehearsing = false;
    work.run(1);
    expect(rows).toEqual([[1, 2, 3]]);
  });

  it('awaits promises one after the other, also where only some units give one', async () => {
    let running = 0;
    const work = await workOf(async (_input, index) => {
      running++;
      await null;
      expect(running).toBe(1);
      running--;
      return index * 10;
    });
    await work.run(3);
    expect(work.results?.()).toEqual([0, 10, 20]);
    const mixed = await workOf((_input, index) => (index % 2 === 0 ? index : Promise.resolve(-index)));
    await mixed.run(5);
    expect(mixed.results?.()).toEqual([0, -1, 2, -3, 4]);
  });

  it('waits for nothing where its units don’t', async () => {
    const work = await workOf((_input, index) => index);
    expect(work.run(3)).toBeUndefined();
  });

  it('keeps the last result alone where nobody asks for them, as its finding', async () => {
    const work = await workOf((_input, index) => ({ index }), undefined, { wantsResults: false });
    work.run(3);
    expect([work.results?.(), work.finding?.(), work.digest()]).toEqual([[], { index: 2 }, '3 units']);
    const mute = await workOf(() => () => 1, undefined, { wantsResults: false });
    mute.run(1);
    expect(mute.finding?.()).toBeNull();
    const huge = await workOf(() => 1n, undefined, { wantsResults: false });
    huge.run(1);
    expect(huge.finding?.()).toBeNull();
  });

  it('begins again at its first unit, with nothing in hand', async () => {
    const work = await workOf((_input, index) => index, { first: 1, stride: 1 });
    work.run(4);
    work.restart?.();
    work.run(2);
    expect(work.results?.()).toEqual([1, 2]);
    expect(work.digest()).toBe('2 units');
  });
});

describe('a unit that throws', () => {
  it('is named with its index, what it threw, and the place in its own file', async () => {
    const unit = () => {
      throw Object.assign(new RangeError('too much'), {
        stack:
          'RangeError: too much\n    at inner (node:internal/x/y:1:1)\n    at hashRow (file:///app/work.ts:12:9)\n',
      });
    };
    const error = await failureOf(await workOf(unit, { first: 3, stride: 2 }), 1);
    expect(error).toBeInstanceOf(UnitError);
    expect(error.message).toBe('unit 3 threw RangeError: too much (/app/work.ts:12:9)');
    expect(error.code).toBe('UNIT_THREW');
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  it.each([
    [
      'at once',
      () => {
        throw { code: 5 };
      },
      'unit 0 threw { code: 5 }',
    ],
    ['later', () => Promise.reject(new Error('late')), /^unit 0 threw Error: late/],
    ['later, not an error', () => Promise.reject('a text'), "unit 0 threw 'a text'"],
  ] as const)('%s', async (_when, unit, message) => {
    expect((await failureOf(await workOf(unit as UnitFunction), 1)).message).toMatch(message);
  });

  it('leaves what finished before', async () => {
    const work = await workOf((_input, index) => {
      if (index === 2) throw new Error('no');
      return index;
    });
    await failureOf(work, 5);
    expect(work.results?.()).toEqual([0, 1]);
  });
});
