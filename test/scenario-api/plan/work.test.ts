import { expect, it } from 'vitest';
import { callFunction } from '../../../src/scenario-api/plan/work.ts';
import { workloadModule } from '../../../src/workloads/index.ts';

it.each([
  ['a URL as import.meta has it', 'file:///app/my%20work.ts'],
  ['a URL with a query', 'file:///app/my%20work.ts?namespace=1'],
  ['a URL', new URL('file:///app/my%20work.ts')],
  ['a path', '/app/my work.ts'],
])('names a function by %s', (_how, module) => {
  expect(callFunction(module, 'busy', { durationMs: 500 })).toEqual({
    module: workloadModule('call'),
    params: { function: { file: '/app/my work.ts', name: 'busy' }, share: { first: 0, stride: 1 } },
    amount: { durationMs: 500 },
    unitMs: 2000,
  });
});

it('takes a share of the calls, and how long one takes', () => {
  const work = callFunction('/work.ts', 'f', { units: 8, unitMs: 5, share: { first: 1, stride: 2 } });
  expect(work).toMatchObject({ params: { share: { first: 1, stride: 2 } }, amount: { units: 8 }, unitMs: 5 });
  expect(work.amount).toEqual({ units: 8 });
});
