import { expect, it } from 'vitest';
import { cpusSaid, said, v2Tree } from '../../../fixtures/rule-inputs.ts';

it.each([
  [{ DOTNET_PROCESSOR_COUNT: '3' }, 3],
  // Decimal, as few of .NET's variables are.
  [{ DOTNET_PROCESSOR_COUNT: '16' }, 16],
  [{ COMPlus_PROCESSOR_COUNT: '5' }, 5],
  [{ DOTNET_PROCESSOR_COUNT: '3', COMPlus_PROCESSOR_COUNT: '5' }, 3],
  [{ DOTNET_PROCESSOR_COUNT: '65535' }, 65_535],
  [{ DOTNET_PROCESSOR_COUNT: '65536' }, 2],
  [{ DOTNET_PROCESSOR_COUNT: '0' }, 2],
  [{ DOTNET_PROCESSOR_COUNT: 'all' }, 2],
])('.NET with %j says %d under a quota of 1.5', async (env, cpus) => {
  expect(await cpusSaid('dotnet', v2Tree(1.5), { env })).toBe(cpus);
});

it('names the variable that overrides', async () => {
  const env = { COMPlus_PROCESSOR_COUNT: '5' };
  expect((await said('dotnet', v2Tree(1.5), { env })).rule).toMatch(/; COMPlus_PROCESSOR_COUNT overrides$/);
});
