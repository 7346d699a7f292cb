import { expect, it } from 'vitest';
import { interpreterLines } from '../../../../src/report/words/series/interpreters.ts';
import { IN_NODE } from '../../../fixtures/compare-report.ts';

const python = (interpreter: string, startMethod: string | null = null) => ({
  ...IN_NODE,
  language: 'python' as const,
  interpreter,
  interpreterPath: `/opt/${interpreter}/bin/python3`,
  startMethod,
});

it('each Python is named once, with how it starts processes', () => {
  expect(interpreterLines([python('3.11.2'), python('3.11.2', 'fork'), python('3.13.1t')])).toEqual([
    'Python 3.11.2 (/opt/3.11.2/bin/python3); its processes by fork (multiprocessing).',
    'Python 3.13.1t (/opt/3.13.1t/bin/python3).',
  ]);
});

it('of Node, and of what isn’t known, nothing is said', () => {
  expect(interpreterLines([IN_NODE, null])).toEqual([]);
});
