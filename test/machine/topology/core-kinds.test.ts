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

/** /proc/cpuinfo of CPUs that are all described alike. */
function cpuinfo(count: number, fields: string): string {
  return upTo(count)
    .map((cpu) => `processor\t: ${cpu}\n${fields}\n`)
    .join('\n');
}

const LUNAR_LAKE = 'vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 189\n';

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
    const tree = { ...machineTree(shape), '/proc/cpuinfo': cpuinfo(4, LUNAR_LAKE) };
    expect(kindsOf(shape, upTo(4), tree)).toEqual({ hybrid: true, kinds: 'PPEE' });
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

describe('frequencies that differ', () => {
  const speeds = (maxMhz: readonly number[], more: Record<string, string> = {}) => {
    const shape = {
      ...PLAIN,
      coresPerPackage: maxMhz.length,
      maxKhz: (cpu: number) => (maxMhz[cpu] ?? 0) * 1e3,
    };
    const tree = { ...machineTree(shape), ...more };
    return kindsOf(shape, upTo(maxMhz.length), tree);
  };
  const oneKind = (count: number) => ({ hybrid: false, kinds: '-'.repeat(count) });

  it.each([
    ['AMD’s ranking in small steps', 'AuthenticAMD', [5300, 5600, 6100, 6500]],
    ['AMD’s ranking with a gap', 'AuthenticAMD', [4700, 4700, 5400, 5700]],
    ['Turbo Boost Max 3.0', 'GenuineIntel', [3500, 3500, 4000, 4000]],
    ['an unknown vendor', 'Somebody', [2000, 4000]],
  ])('are one kind by themselves: %s', (_, vendor, maxMhz) => {
    const fields = `vendor_id\t: ${vendor}\ncpu family\t: 6\nmodel\t\t: 85\n`;
    expect(speeds(maxMhz, { '/proc/cpuinfo': cpuinfo(maxMhz.length, fields) })).toEqual(
      oneKind(maxMhz.length),
    );
  });

  it('are one kind where only the base frequency differs: SST-BF', () => {
    const shape = { ...PLAIN, baseKhz: (cpu: number) => (cpu < 2 ? 2.8e6 : 2.1e6), maxKhz: () => 3.6e6 };
    expect(kindsOf(shape, upTo(4))).toEqual(oneKind(4));
  });

  it('are kinds where the PMUs say so: Meteor Lake has three', () => {
    const pmus = { '/sys/devices/cpu_core/cpus': '0-3\n', '/sys/devices/cpu_atom/cpus': '4-7\n' };
    expect(speeds([4500, 4500, 5000, 5000, 3800, 3800, 2500, 2500], pmus)).toEqual({
      hybrid: true,
      kinds: 'PPPPEELP-ELP-E',
    });
  });

  it('need not be known where each kind has its PMU, favoured cores among them or not', () => {
    const pmus = {
      '/sys/bus/event_source/devices/cpu_core/cpus': '0-1\n',
      '/sys/bus/event_source/devices/cpu_atom/cpus': '2\n',
      '/sys/bus/event_source/devices/cpu_lowpower/cpus': '3\n',
    };
    expect(kindsOf(PLAIN, upTo(4), { ...machineTree(PLAIN), ...pmus }).kinds).toBe('PPELP-E');
  });

  it('are one kind where all CPUs have one PMU', () => {
    expect(speeds([3500, 4000], { '/sys/devices/cpu_core/cpus': '0-1\n' })).toEqual(oneKind(2));
  });

  it.each([
    ['its flag', 'vendor_id\t: GenuineIntel\nflags\t\t: fpu hybrid_cpu'],
    ['its model, Meteor Lake', 'vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 170'],
  ])('are kinds where the processor is known as hybrid: by %s', (_, fields) => {
    const tree = { '/proc/cpuinfo': cpuinfo(6, fields) };
    expect(speeds([4800, 5000, 3800, 3800, 2500, 2500], tree).kinds).toBe('PPEELP-ELP-E');
  });

  it('are kinds where the cores are of different designs', () => {
    const part = (cpu: number) => `processor\t: ${cpu}\nCPU part\t: ${cpu < 2 ? '0xd05' : '0xd41'}\n`;
    expect(speeds([1800, 1800, 2400, 2400], { '/proc/cpuinfo': upTo(4).map(part).join('\n') })).toEqual({
      hybrid: true,
      kinds: 'EEPP',
    });
  });
});

describe('speedClasses', () => {
  it('begins a new class more than a tenth above the next lower speed', () => {
    expect(speedClasses([1000, 1100, 1050])).toEqual([1000]);
    expect(speedClasses([1000, 1101])).toEqual([1000, 1101]);
    // Favoured cores make a row of small steps.
    expect(speedClasses([1210, 1000, 1100])).toEqual([1000]);
    expect(speedClasses([])).toEqual([]);
  });
});

it('reads the highest frequency in MHz', () => {
  const sysroot = inMemory(machineTree(ALDER_LAKE));
  expect([maxMhz(sysroot, 0), maxMhz(sysroot, 23), maxMhz(sysroot, 99)]).toEqual([5100, 3900, null]);
});
