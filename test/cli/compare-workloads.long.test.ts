import { expect, it } from 'vitest';
import { BUILT_INS } from '../../src/workloads/catalog/catalog.ts';
import { concur } from '../harness/concur.ts';
import { compareDocument } from '../harness/documents.ts';

it.each(BUILT_INS.map(({ name }) => name))(
  'a comparison of %s gives the known answer on every engine',
  async (name) => {
    const words = [
      'compare',
      '--workload',
      name,
      '--units',
      '4',
      '--runs',
      '1',
      '--quick',
      '--no-progress',
      '--json',
    ];
    const { results, workload } = compareDocument(await concur(words));
    expect([workload.name, workload.source]).toEqual([name, 'built-in']);
    expect(results.map(({ engine }) => engine)).toEqual(['loop', 'threads', 'processes', 'pool']);
  },
);
