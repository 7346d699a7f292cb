import { describe, expect, it } from 'vitest';
import { cpusSaid, ofOwn, said, v1Tree, v2Tree } from '../../../fixtures/rule-inputs.ts';

const VERSIONS = ['jvmShares', 'jvmOwn', 'jvm24'] as const;

async function versions(tree: Parameters<typeof cpusSaid>[1], env: Record<string, string> = {}) {
  return Promise.all(VERSIONS.map((name) => cpusSaid(name, tree, { env })));
}

describe('shares', () => {
  it.each([
    [2, 1],
    [512, 1],
    [1024, 8],
    [1025, 2],
    [2048, 2],
    [4097, 5],
    [262_144, 8],
  ])('of %d count for older JVMs as %d CPUs, for later ones as none', async (shares, cpus) => {
    const tree = { ...v1Tree(null), ...ofOwn.v1('cpu.shares', `${shares}`) };
    expect(await versions(tree)).toEqual([cpus, 8, 8]);
  });

  it.each([
    [1, 1],
    [39, 1],
    [100, 8],
    [79, 2],
    [157, 4],
  ])('from a weight of %d in cgroup v2 are %d CPUs', async (weight, cpus) => {
    const tree = { ...v2Tree(null), ...ofOwn.v2('cpu.weight', `${weight}`) };
    expect(await versions(tree)).toEqual([cpus, 8, 8]);
  });

  it('give way to a quota', async () => {
    expect(await versions({ ...v1Tree(2.5), ...ofOwn.v1('cpu.shares', '512') })).toEqual([3, 3, 3]);
  });

  it('that are no number count as none', async () => {
    for (const text of ['', 'x', '-1', '1.5']) {
      expect(await versions({ ...v1Tree(null), ...ofOwn.v1('cpu.shares', text) })).toEqual([8, 8, 8]);
    }
  });
});

describe('-XX:ActiveProcessorCount', () => {
  it.each([
    [{ JAVA_TOOL_OPTIONS: '-XX:ActiveProcessorCount=5' }, 5, 'JAVA_TOOL_OPTIONS'],
    [{ JDK_JAVA_OPTIONS: '-Xmx1g  -XX:ActiveProcessorCount=16 -ea' }, 16, 'JDK_JAVA_OPTIONS'],
    [
      { _JAVA_OPTIONS: '-XX:ActiveProcessorCount=3', JAVA_TOOL_OPTIONS: '-XX:ActiveProcessorCount=5' },
      3,
      '_JAVA_OPTIONS',
    ],
    [
      { JAVA_TOOL_OPTIONS: '-XX:ActiveProcessorCount=5', JDK_JAVA_OPTIONS: '-XX:ActiveProcessorCount=4' },
      4,
      'JDK_JAVA_OPTIONS',
    ],
    [{ JAVA_TOOL_OPTIONS: '-XX:ActiveProcessorCount=5 -XX:ActiveProcessorCount=6' }, 6, 'JAVA_TOOL_OPTIONS'],
    [{ JAVA_TOOL_OPTIONS: '-XX:ActiveProcessorCount=1k' }, 1024, 'JAVA_TOOL_OPTIONS'],
  ])('in %j overrides', async (env, cpus, name) => {
    expect(await versions(v2Tree(2), env)).toEqual([cpus, cpus, cpus]);
    expect((await said('jvm24', v2Tree(2), { env })).rule).toContain(`${name} overrides`);
  });

  it('below 1 counts for nothing', async () => {
    for (const count of ['0', '-3']) {
      const env = { JAVA_TOOL_OPTIONS: `-XX:ActiveProcessorCount=${count}` };
      expect(await versions(v2Tree(2), env)).toEqual([2, 2, 2]);
    }
  });

  it('that is no number leaves no JVM to ask', async () => {
    for (const count of ['', 'x', '1.5']) {
      const env = { JAVA_TOOL_OPTIONS: `-XX:ActiveProcessorCount=${count}` };
      expect(await versions(v2Tree(2), env)).toEqual([null, null, null]);
      expect((await said('jvm24', v2Tree(2), { env })).rule).toContain('no JVM starts');
    }
  });
});

it('knows no quota without its support of containers', async () => {
  expect(await versions(v2Tree(2), { JAVA_TOOL_OPTIONS: '-XX:-UseContainerSupport' })).toEqual([8, 8, 8]);
  const both = { JAVA_TOOL_OPTIONS: '-XX:-UseContainerSupport', _JAVA_OPTIONS: '-XX:+UseContainerSupport' };
  expect(await versions(v2Tree(2), both)).toEqual([2, 2, 2]);
});

it('may count shares before 20 where an option says so: which version it is, a rule doesn’t know', async () => {
  const env = { JAVA_TOOL_OPTIONS: '-XX:+UseContainerCpuShares' };
  const shares = { ...v1Tree(null), ...ofOwn.v1('cpu.shares', '512') };
  expect(await versions(shares, env)).toEqual([1, null, 8]);
  expect((await said('jvmOwn', shares, { env })).rule).toContain('counts shares before 20');
  expect(await versions({ ...v1Tree(3), ...ofOwn.v1('cpu.shares', '512') }, env)).toEqual([3, 3, 3]);
});
