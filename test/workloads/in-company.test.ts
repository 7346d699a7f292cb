import { describe, expect, it } from 'vitest';
import { createWork as bump } from '../../src/workloads/experiments/bump.ts';
import { createWork as sums } from '../../src/workloads/experiments/sums.ts';
import { inCompany } from '../../src/workloads/in-company.ts';
import { workHost } from '../fixtures/work-host.ts';

const memory = () => new SharedArrayBuffer(65_536);
const samplesOf = (finding: unknown) => {
  const { together, alone } = finding as Record<'together' | 'alone', { samples: number }>;
  return { together: together.samples, alone: alone.samples };
};

describe('samples in company', () => {
  it('count as together only where the other has done one meanwhile', () => {
    const shared = memory();
    const [one, other] = [inCompany({ shared }, 0), inCompany({ shared }, 1)];
    const nothing = () => {};
    one.sample(1, nothing);
    other.sample(1, nothing);
    one.sample(1, nothing);
    one.sample(1, nothing);
    expect(samplesOf(one.finding())).toEqual({ together: 1, alone: 2 });
    expect(samplesOf(other.finding())).toEqual({ together: 1, alone: 0 });
  });

  it('know no time where there was none', () => {
    expect(inCompany({ shared: memory() }, 0).finding().alone).toEqual({
      samples: 0,
      medianNs: null,
      fastNs: null,
    });
  });

  it('need shared memory', () => {
    expect(() => inCompany({ shared: null }, 0)).toThrow('needs workers that share memory');
  });
});

describe('bump', () => {
  it('counts in its own cell alone, as often as it says', async () => {
    const shared = memory();
    const host = workHost({ shared });
    const works = [await bump({ me: 0, strideBytes: 4 }, host), await bump({ me: 1, strideBytes: 4 }, host)];
    works[0]?.run(2);
    works[1]?.run(3);
    expect([...new Int32Array(shared, 0, 3)]).toEqual([2000, 3000, 0]);
    expect(works.map((work) => work.finding?.())).toMatchObject([
      { counted: 2000, bumped: 2000 },
      { counted: 3000, bumped: 3000 },
    ]);
  });

  it('lays cells as far apart as it is told', async () => {
    const shared = memory();
    (await bump({ me: 1, strideBytes: 256 }, workHost({ shared }))).run(1);
    expect(new Int32Array(shared)[64]).toBe(1000);
  });
});

describe('sums', () => {
  it.each([true, false])('are the same for the same units, chained: %s', async (chained) => {
    const digestAfter = async (batches: readonly number[], seed: number) => {
      const work = await sums({ me: 0, chained }, workHost({ shared: memory(), seed }));
      for (const count of batches) work.run(count);
      return work.digest();
    };
    expect(await digestAfter([3], 1)).toBe(await digestAfter([1, 2], 1));
    expect(await digestAfter([3], 1)).not.toBe(await digestAfter([3], 2));
    expect(await digestAfter([3], 1)).not.toBe(await digestAfter([4], 1));
  });
});
