import { describe, expect, it } from 'vitest';
import { tellSkipped } from '../../harness/cgroup.ts';
import { type Act, Fleet } from '../../harness/fleet.ts';
import { noRedis, startRedis } from '../../harness/redis.ts';

// A host that ends may have had units of several runs: none of them fails for another’s.

tellSkipped('a run whose host is ended by units of another run', noRedis);

const WORDS = ['--on-error', 'collect', '--chunk', '1'];

describe.skipIf(noRedis !== null)('a run whose host is ended by units of another run', () => {
  it('has all its own units done, also where that one calls another function of the same host', async () => {
    const fleet = new Fleet(await startRedis());
    const service = await fleet.service('a', { words: ['./work.js#other', '-w', '2'] });
    const harmless = fleet.map(new Array(4).fill(null), 800, { words: WORDS, output: 'harmless.ndjson' });
    await fleet.begun(2);
    const acts: Act[] = new Array(4).fill('end-host');
    const deadly = fleet.map(acts, 0, { words: WORDS, fn: 'other' });
    const ends = await Promise.all([harmless.end(), deadly.end()]);
    expect(ends.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [1, expect.stringMatching(/^(unit \d ended its host .*\n){4}$/)],
    ]);
    expect(fleet.failures(4, 'harmless.ndjson')).toEqual([]);
    expect(fleet.failures(4)).toHaveLength(4);
    await service.end();
    expect(await fleet.left()).toEqual([]);
  });
});
