import { describe, expect, it } from 'vitest';
import { cpusSaid, said, v2Tree } from '../../../fixtures/rule-inputs.ts';

// Each of these was tried with libgomp of GCC 12.
describe('libgomp’s threads, 4 CPUs allowed', () => {
  it.each([
    [{}, 4],
    [{ OMP_NUM_THREADS: '16' }, 16],
    [{ OMP_NUM_THREADS: '5,2 ' }, 5],
    [{ OMP_NUM_THREADS: '3,x' }, 4],
    [{ OMP_NUM_THREADS: '0' }, 4],
    [{ OMP_NUM_THREADS: ' ' }, 4],
    [{ OMP_THREAD_LIMIT: '1' }, 1],
    [{ OMP_NUM_THREADS: '8', OMP_THREAD_LIMIT: '3' }, 3],
    [{ OMP_THREAD_LIMIT: '0' }, 4],
    [{ OMP_THREAD_LIMIT: 'x' }, 4],
    [{ OMP_PLACES: '{0}' }, 4],
    [{ OMP_PLACES: '{0}', OMP_PROC_BIND: 'true' }, 4],
    [{ OMP_PLACES: '{0:4}' }, 4],
    [{ OMP_PLACES: '{0},{1}' }, 4],
    [{ OMP_PLACES: 'threads' }, 4],
    [{ OMP_PLACES: 'cores(1)' }, 4],
    [{ OMP_PLACES: 'sockets' }, 4],
    [{ OMP_PLACES: 'junk' }, 4],
    [{ OMP_DYNAMIC: 'true' }, null],
    [{ OMP_DYNAMIC: 'false' }, 4],
  ])('with %j are %s', async (env, threads) => {
    expect(await cpusSaid('libgomp', v2Tree(1), { allowed: '0-3', env })).toBe(threads);
  });

  it('are placed and not counted by OMP_PLACES, as the rule says where it is set', async () => {
    const rule = async (env: Record<string, string>) => (await said('libgomp', v2Tree(1), { env })).rule;
    expect(await rule({ OMP_PLACES: 'cores' })).toContain('OMP_PLACES says where, not how many');
    expect(await rule({ OMP_PLACES: 'cores', OMP_PROC_BIND: 'false' })).not.toContain('OMP_PLACES');
    expect(await rule({})).not.toContain('OMP_PLACES');
  });
});
