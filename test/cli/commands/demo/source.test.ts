import { expect, it } from 'vitest';
import { SCENARIOS } from '../../../../scenarios/index.ts';
import { sourceOf } from '../../../../src/cli/commands/demo/source.ts';
import { makeSetting } from '../../../fixtures/builders.ts';
import { WITH_PYTHON } from '../../../fixtures/world.ts';
import { WITH_BROKER } from '../../../fixtures/worlds/machines.ts';

const WITH_ALL = { ...WITH_BROKER, python: WITH_PYTHON.python };

const pathsOf = (name: string) => {
  const scenario = SCENARIOS.find((each) => each.name === name);
  return sourceOf(name, scenario?.plan(WITH_ALL, makeSetting()) ?? null, null).map(({ path }) => path);
};

it('shows an experiment, its work, Python’s half, and the parts that the work is built of', () => {
  expect(pathsOf('threading-library')).toEqual([
    'scenarios/threading-library.ts',
    'src/workloads/experiments/primitives.ts',
    'scenarios/python/primitives.py',
    'src/workloads/experiments/primitives/locks.ts',
    'src/workloads/experiments/primitives/signals.ts',
  ]);
});

it('shows the parts of an experiment that has some, and of the work that stands on the map', () => {
  const paths = pathsOf('machines');
  expect(paths.slice(0, 3)).toEqual([
    'scenarios/machines.ts',
    'src/map/hosts/simulated/meet-hosts.ts',
    'src/map/hosts/simulated/lose-host.ts',
  ]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'scenarios/machines/lost.ts',
      'src/map/hosts/simulated/company.ts',
      'src/workloads/experiments/unit-on-host.ts',
    ]),
  );
});

it.each(SCENARIOS.map(({ name, plan }) => [name, plan] as const))(
  'finds every file of %s, once',
  (name, plan) => {
    const files = sourceOf(name, plan(WITH_ALL, makeSetting()), null);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { text } of files) expect(text).not.toMatch(/^\/\/ not found/);
  },
);
