import { expect, it } from 'vitest';
import { said } from '../../../fixtures/rule-inputs.ts';

it.each([
  ['0-7', {}, 8, '32 arenas, 4 a CPU'],
  ['0,1', {}, 2, '8 arenas, 4 a CPU'],
  ['5', {}, 1, ': 1 arena'],
  ['0-7', { MALLOC_CONF: 'narenas:2,tcache:false' }, 8, '2 arenas by MALLOC_CONF'],
  ['0-7', { MALLOC_CONF: 'tcache:false,narenas:x' }, 8, '32 arenas'],
])('jemalloc on CPUs %s with %j counts %d: %s', async (allowed, env, cpus, arenas) => {
  const found = await said('jemalloc', {}, { allowed, env });
  expect(found.cpus).toBe(cpus);
  expect(found.rule).toContain(arenas);
});
