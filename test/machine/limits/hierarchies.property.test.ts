import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCgroups } from '../../../src/machine/limits/cgroups.ts';
import { readLimits } from '../../../src/machine/limits/read-limits.ts';
import { readShare } from '../../../src/machine/limits/share/read-share.ts';
import { inMemory } from '../../fixtures/captured.ts';
import { type MadeGroup, v1Tree, v2Tree } from '../../fixtures/cgroup-tree.ts';

const CPUS = 16;
const ONLINE = Array.from({ length: CPUS }, (_, cpu) => cpu);

/** A group of our path, and the weights of those beside it. */
interface MadeLevel {
  readonly weight: number;
  readonly quota: number | null;
  readonly siblings: readonly number[];
}

interface MadeHierarchy {
  readonly version: 1 | 2;
  /** From the root’s child downwards. */
  readonly levels: readonly MadeLevel[];
}

const weight = fc.integer({ min: 2, max: 10_000 });
const quota = fc.integer({ min: 1, max: 3_200 }).map((hundredths) => hundredths / 100);
const level = fc.record({
  weight,
  quota: fc.option(quota),
  siblings: fc.array(weight, { maxLength: 4 }),
});
const hierarchy: fc.Arbitrary<MadeHierarchy> = fc.record({
  version: fc.constantFrom(1, 2),
  levels: fc.array(level, { minLength: 1, maxLength: 5 }),
});

/** What concur reads of such a machine. */
function read({ version, levels }: MadeHierarchy) {
  const groups: Record<string, MadeGroup> = {};
  let path = '';
  for (const { weight, quota, siblings } of levels) {
    for (const [index, other] of siblings.entries()) groups[`${path}/beside-${index}`] = { weight: other };
    path += '/own';
    groups[path] = { weight, ...(quota === null ? {} : { quota }) };
  }
  const status = { '/proc/self/status': `Name:\tnode\nCpus_allowed_list:\t0-${CPUS - 1}\n` };
  const sysroot = inMemory({ ...(version === 1 ? v1Tree : v2Tree)(path, groups), ...status });
  const { limits } = readLimits(sysroot, ONLINE);
  const effective = Math.min(CPUS, limits.quotaCpus ?? CPUS);
  const share = readShare(sysroot, readCgroups(sysroot), {
    onlineCpus: CPUS,
    effectiveCpus: effective,
    env: {},
  });
  return { effective, guaranteed: share?.guaranteedCpus ?? Number.NaN };
}

describe('in whatever hierarchy of groups', () => {
  it('the effective CPUs are the least of all levels, our own and those above', () => {
    fc.assert(
      fc.property(hierarchy, (made) => {
        const quotas = made.levels.map((one) => one.quota ?? CPUS);
        expect(read(made).effective).toBeCloseTo(Math.min(CPUS, ...quotas), 9);
      }),
    );
  });

  it('something is guaranteed, and never more than the effective CPUs', () => {
    fc.assert(
      fc.property(hierarchy, (made) => {
        const { effective, guaranteed } = read(made);
        expect(guaranteed).toBeGreaterThan(0);
        expect(guaranteed).toBeLessThanOrEqual(effective);
      }),
    );
  });

  it('one more limit raises neither: a quota, a tighter one, a group beside ours', () => {
    const change = fc.record({ at: fc.nat(4), quota: fc.option(quota), sibling: fc.option(weight) });
    fc.assert(
      fc.property(hierarchy, change, (made, { at, quota, sibling }) => {
        const tighter = (one: MadeLevel): MadeLevel => ({
          ...one,
          quota: quota === null ? one.quota : Math.min(quota, one.quota ?? quota),
          siblings: sibling === null ? one.siblings : [...one.siblings, sibling],
        });
        const index = at % made.levels.length;
        const before = read(made);
        const after = read({
          ...made,
          levels: made.levels.map((one, depth) => (depth === index ? tighter(one) : one)),
        });
        expect(after.effective).toBeLessThanOrEqual(before.effective);
        expect(after.guaranteed).toBeLessThanOrEqual(before.guaranteed);
      }),
    );
  });
});
