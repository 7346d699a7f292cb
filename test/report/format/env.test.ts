import { expect, it } from 'vitest';
import { env } from '../../../src/report/format/env.ts';
import { recommendations } from '../../../src/stats/recommend.ts';
import { makeCoresReport } from '../../fixtures/cores-report.ts';
import { documentOf, rendered } from '../../fixtures/rendered.ts';

it('has a line for each variable, that needs no quotes', () => {
  const report = makeCoresReport({ effectiveCpus: 3.5, recommendations: recommendations(3) });
  expect(rendered('cores', 'env', { ...report, recommendedWorkers: 3 } as never)).toBe(
    [
      'CONCUR_EFFECTIVE_CPUS=3.5',
      'CONCUR_WORKERS=3',
      'VITEST_MAX_WORKERS=3',
      'PYTEST_XDIST_AUTO_NUM_WORKERS=3',
      'CARGO_BUILD_JOBS=3',
      'MAKEFLAGS=-j3',
      'CMAKE_BUILD_PARALLEL_LEVEL=3',
      'CTEST_PARALLEL_LEVEL=3',
      'OMP_NUM_THREADS=3',
      'GOMAXPROCS=3',
      'UV_THREADPOOL_SIZE=3',
      '',
    ].join('\n'),
  );
});

it('says of what is unknown that it is, and sets no tool', () => {
  const report = makeCoresReport({ effectiveCpus: null, recommendedWorkers: null, recommendations: [] });
  expect(rendered('cores', 'env', report as never)).toBe('CONCUR_EFFECTIVE_CPUS=\nCONCUR_WORKERS=\n');
});

it.each([
  ['A', '1\nPATH=/tmp'],
  ['A', '$(id)'],
  ['A', '1 2'],
  ['A=B', '1'],
])('leaves out %s with %j, which a reader might take for something else', (name, value) => {
  const document = {
    ...documentOf('cores', makeCoresReport() as never),
    variables: { [name]: value, B: '2' },
  };
  expect(env(document)).toBe('B=2\n');
});
