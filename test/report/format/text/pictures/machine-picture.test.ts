import { describe, expect, it } from 'vitest';
import { machinePicture } from '../../../../../src/report/format/text/pictures/machine-picture.ts';
import { SERVER, topologyOf } from '../../../../fixtures/cores-report.ts';
import { ALDER_LAKE, BIG_LITTLE, FAVOURED_CORES, type MachineShape } from '../../../../fixtures/machines.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, widest } from '../../../../fixtures/text.ts';

const picture = (shape: MachineShape, width = 80) =>
  machinePicture(topologyOf(shape), { palette: PLAIN, width });

const SHAPES: Readonly<Record<string, MachineShape>> = {
  'one CPU': { packages: 1, coresPerPackage: 1, threadsPerCore: 1 },
  'two sockets with SMT': SERVER,
  'barred, isolated and offline CPUs': { ...SERVER, offline: [7], isolated: [2], allowed: [0, 1, 2] },
  'two kinds of cores': ALDER_LAKE,
  'three kinds of cores': BIG_LITTLE,
  'favoured cores': FAVOURED_CORES,
  'eight threads a core': { packages: 1, coresPerPackage: 2, threadsPerCore: 8 },
  'dies and clusters': {
    packages: 2,
    coresPerPackage: 8,
    threadsPerCore: 1,
    coresPerL3: 4,
    nodes: 4,
    dieOf: (core) => Math.floor((core % 8) / 4),
    clusterOf: (core) => Math.floor((core % 8) / 2),
  },
  '1,024 CPUs': { packages: 4, coresPerPackage: 128, threadsPerCore: 2, coresPerL3: 8, nodes: 8 },
};

describe('a picture', () => {
  it('has a box for each package, in it one for each core', () => {
    expect(picture(SERVER)).toEqual([
      '┌ package 0 ─────────────┐',
      '│ NUMA node 0, L3 32 MiB │',
      '│ ┌ core 0 ┐ ┌ core 1 ┐  │',
      '│ │ 0● 4●  │ │ 1● 5●  │  │',
      '│ └────────┘ └────────┘  │',
      '└────────────────────────┘',
      '┌ package 1 ─────────────┐',
      '│ NUMA node 1, L3 32 MiB │',
      '│ ┌ core 2 ┐ ┌ core 3 ┐  │',
      '│ │ 2● 6●  │ │ 3● 7●  │  │',
      '│ └────────┘ └────────┘  │',
      '└────────────────────────┘',
      '● a CPU that may be used',
    ]);
  });

  it('marks what we may not use, what is isolated and what is offline', () => {
    const lines = picture({ ...SERVER, offline: [7], isolated: [2], allowed: [0, 1, 2] }).join('\n');
    for (const shown of ['0● 4○', '1● 5○', '2●! 6○', '3○', '× offline: CPU 7'])
      expect(lines).toContain(shown);
    expect(lines).toContain('○ not allowed');
    expect(lines).toContain('! isolated');
  });

  it('names the kind of each core', () => {
    const lines = picture(BIG_LITTLE).join('\n');
    for (const title of ['core 0 E', 'core 4 M', 'core 7 P', 'P performance']) expect(lines).toContain(title);
  });

  it('leaves out kinds, nodes, dies and clusters where there is only one', () => {
    const lines = picture({ packages: 1, coresPerPackage: 2, threadsPerCore: 1 }).join('\n');
    expect(lines).not.toMatch(/NUMA|die|cluster|performance|isolated|offline/);
  });

  it('names dies, nodes and clusters where they tell cores apart', () => {
    const lines = picture(SHAPES['dies and clusters'] as MachineShape, 120).join('\n');
    // 16 cores in 2 packages of 2 dies of 2 clusters; a die is a NUMA node and shares its cache.
    for (const name of ['NUMA node 3', 'die 3', 'cluster 7']) expect(lines).toContain(name);
  });

  it('says that it is unknown which CPUs may be used', () => {
    const topology = topologyOf(SERVER);
    const unknown = {
      ...topology,
      cpus: topology.cpus.map((cpu) => ({ ...cpu, allowed: null })),
      counts: { ...topology.counts, allowedCpus: null },
    };
    expect(machinePicture(unknown, { palette: PLAIN, width: 80 }).at(-1)).toBe(
      '● a CPU (whether it may be used is unknown)',
    );
  });

  it('draws what it knows where neither core nor package is told', () => {
    const { cpus, ...rest } = topologyOf({ packages: 1, coresPerPackage: 2, threadsPerCore: 1 });
    const nowhere = cpus.map((cpu) => ({ ...cpu, core: null, package: null, l3: null, siblings: null }));
    const lines = machinePicture({ ...rest, cpus: nowhere }, { palette: PLAIN, width: 80 }).join('\n');
    for (const shown of ['package unknown', 'core ?', '0● 1●']) expect(lines).toContain(shown);
  });

  it('has a line where a box was, from 49 cores on', () => {
    const many = picture({ packages: 1, coresPerPackage: 49, threadsPerCore: 1 }).join('\n');
    expect(many).toContain('[48●]');
    expect(many).not.toContain('core 48');
    const few = picture({ packages: 1, coresPerPackage: 48, threadsPerCore: 1 }).join('\n');
    expect(few).toContain('core 47');
  });
});

describe.each(Object.entries(SHAPES))('of a machine with %s', (_what, shape) => {
  const topology = topologyOf(shape);
  const online = topology.cpus.filter((cpu) => cpu.online);

  it.each([20, 40, 80, 120])('keeps within %d columns and leaves out no CPU', (width) => {
    const text = machinePicture(topology, { palette: ASCII_ONLY, width }).join('\n');
    expect(widest(text)).toBeLessThanOrEqual(width);
    expect(text).toMatch(/^[\n -~]*$/);
    const drawn = [...text.matchAll(/(?<![\w])(\d+)[*o](?![\w])/g)].map(([, cpu]) => Number(cpu));
    expect(drawn.sort((a, b) => a - b)).toEqual(online.map(({ cpu }) => cpu));
  });

  it('is the same with and without colours', () => {
    const [plain, colored] = [PLAIN, COLORED].map((palette) =>
      machinePicture(topology, { palette, width: 80 }).join('\n'),
    );
    expect(bare(colored as string)).toBe(plain);
  });
});
