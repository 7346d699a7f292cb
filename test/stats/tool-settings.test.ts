import { describe, expect, it } from 'vitest';
import { TOOL_SETTINGS } from '../../src/stats/tool-settings.ts';

describe('the tools', () => {
  it('are each there once, and so is each variable', () => {
    const tools = TOOL_SETTINGS.map(({ tool }) => tool);
    const names = TOOL_SETTINGS.flatMap(({ variable }) => variable?.[0] ?? []);
    expect(new Set(tools).size).toBe(tools.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are typed with the number at the end, as their manuals have it', () => {
    expect(TOOL_SETTINGS.map(({ typed }) => typed(12))).toEqual([
      'vitest --maxWorkers=12',
      'jest --maxWorkers=12',
      'pytest -n 12',
      'cargo build -j 12',
      'go test -p 12',
      'make -j12',
      'ninja -j12',
      'cmake --build . --parallel 12',
      'ctest --parallel 12',
      'bazel build --jobs=12',
      'gradle --max-workers=12',
      'OMP_NUM_THREADS=12',
      'GOMAXPROCS=12',
      'UV_THREADPOOL_SIZE=12',
    ]);
  });

  it('have variables that a shell, Docker and GitHub read without quotes', () => {
    for (const { variable } of TOOL_SETTINGS) {
      if (variable === null) continue;
      const [name, value] = variable;
      expect(`${name}=${value(12)}`).toMatch(/^[A-Z][A-Z_]*=(-j)?12$/);
    }
  });
});
