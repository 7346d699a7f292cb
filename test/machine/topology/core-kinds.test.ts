import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxMhz, readKinds, speedClasses } from '../../../src/machine/topology/core-kinds.ts';
import { inMemory } from '../../fixtures/captured.ts';
import { garbage } from '../../fixtures/garbage.ts';
import {
  ALDER_LAKE,
  BIG_LITTLE,
  changed,
  FAVOURED_CORES,
  type MachineShape,
  machineTree,
  withNuls,
} from '../../fixtures/machines.ts';

const CPU = '/sys/devices/system/cpu';
const PLAIN: MachineShape = { packages: 1, coresPerPackage: 4, threadsPerCore: 1 };

function kindsOf(shape: MachineShape, cpus: readonly number[], tree = machineTree(shape)) {
  const kinds = readKinds(inMemory(tree), cpus);
  return { hybrid: kinds.hybrid, kinds: cpus.map((cpu) => kinds.kindOf(cpu) ?? '-').join('') };
}

const upTo = (count: number) => Array.from({ length: count }, (_, cpu) => cpu);

describe('readKinds', () => {
  it('tells two kinds apart by their base frequency', () => {
    expect(kindsOf(ALDER_LAKE, upTo(24))).toEqual({ hybrid: true, kinds: 'P'.repeat(16) + 'E'.repeat(8) });
  });

  it('tells three kinds apart by their capacity', () => {
    expect(kindsOf(BIG_LITTLE, upTo(8))).toEqual({ hybrid: true, kinds: 'EEEEMMMP' });
  });

  it('reads values that end with NULs', () => {
    const kinds = kindsOf(BIG_LITTLE, upTo(8), withNuls(machineTree(BIG_LITTLE)));
    expect(kinds).toEqual({ hybrid: true, kinds: 'EEEEMMMP' });
  });

  it('does not take favoured cores for another kind', () => {
    expect(kindsOf(FAVOURED_CORES, upTo(16))).toEqual({ hybrid: false, kinds: '-'.repeat(16) });
  });

  it('knows that cores are alike by any one source', () => {
    for (const shape of [{ capacity: () => 1024 }, { baseKhz: () => 2e6 }, { maxKhz: () => 3e6 }]) {
      expect(kindsOf({ ...PLAIN, ...shape }, upTo(4))).toEqual({ hybrid: false, kinds: '----' });
    }
  });

  it('goes by the capacity where frequencies say something else', () => {
    const shape = {
      ...PLAIN,
      capacity: (cpu: number) => (cpu < 2 ? 1024 : 600),
      maxKhz: (cpu: number) => (cpu < 2 ? 2e6 : 3e6),
    };
    expect(kindsOf(shape, upTo(4))).toEqual({ hybrid: true, kinds: 'PPEE' });
  });

  it('goes by the highest frequency where the base frequencies are the same, as on Lunar Lake', () => {
    const shape = { ...PLAIN, baseKhz: () => 2.2e6, maxKhz: (cpu: number) => (cpu < 2 ? 4.8e6 : 3.7e6) };
    expect(kindsOf(shape, upTo(4))).toEqual({ hybrid: true, kinds: 'PPEE' });
  });

  it('leaves out a source that does not tell of every CPU', () => {
    const shape = {
      ...PLAIN,
      capacity: (cpu: number) => (cpu < 2 ? 1024 : 600),
      maxKhz: () => 3e6,
    };
    const tree = changed(machineTree(shape), (path, text) =>
      path === `${CPU}/cpu3/cpu_capacity` ? null : text,
    );
    expect(kindsOf(shape, upTo(4), tree)).toEqual({ hybrid: false, kinds: '----' });
  });

  it('knows nothing where nothing tells, or where there is no CPU', () => {
    expect(kindsOf(PLAIN, upTo(4))).toEqual({ hybrid: null, kinds: '----' });
    expect(kindsOf(ALDER_LAKE, [])).toEqual({ hybrid: null, kinds: '' });
    expect(kindsOf({ ...PLAIN, capacity: () => 0 }, upTo(4)).hybrid).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(garbage, garbage, (one, other) => {
        const sysroot = inMemory({ [`${CPU}/cpu0/cpu_capacity`]: one, [`${CPU}/cpu1/cpu_capacity`]: other });
        const kinds = readKinds(sysroot, [0, 1]);
        const known = [kinds.kindOf(0), kinds.kindOf(1)];
        expect(kinds.hybrid === true ? [...known].sort() : known).toEqual(
          kinds.hybrid === true ? ['E', 'P'] : [null, null],
        );
      }),
    );
  });
});

describe('speedClasses', () => {
  it('begins a new class more than a tenth above the lowest of the last', () => {
    expect(speedClasses([1000, 1100, 1050])).toEqual([1000]);
    expect(speedClasses([1000, 1101])).toEqual([1000, 1101]);
    // 1210 is a tenth above 1100, but the class began at 1000.
    expect(speedClasses([1210, 1000, 1100])).toEqual([1000, 1210]);
    expect(speedClasses([])).toEqual([]);
  });
});

it('reads the highest frequency in MHz', () => {
  const sysroot = inMemory(machineTree(ALDER_LAKE));
  expect([maxMhz(sysroot, 0), maxMhz(sysroot, 23), maxMhz(sysroot, 99)]).toEqual([5100, 3900, null]);
});
