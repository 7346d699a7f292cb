import { expect, it } from 'vitest';
import { SCENARIOS } from '../../../../scenarios/index.ts';
import { sourceOf } from '../../../../src/cli/commands/demo/source.ts';
import { makeSetting } from '../../../fixtures/builders.ts';
import { WITH_PYTHON } from '../../../fixtures/world.ts';

const pathsOf = (name: string) => {
  const scenario = SCENARIOS.find((each) => each.name === name);
  return sourceOf(name, scenario?.plan(WITH_PYTHON, makeSetting()) ?? null, null).map(({ path }) => path);
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

it.each(SCENARIOS.map(({ name, plan }) => [name, plan] as const))(
  'finds every file of %s, once',
  (name, plan) => {
    const files = sourceOf(name, plan(WITH_PYTHON, makeSetting()), null);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { text } of files) expect(text).not.toMatch(/^\/\/ not found/);
  },
);
