import { expect, it } from 'vitest';
import type { FoundPython } from '../../../../../src/model/machine/machine.ts';
import { labelsOf, versionOf } from '../../../../../src/run/series/request/python/labels.ts';
import { makeInterpreter } from '../../../../fixtures/series.ts';

const labels = (...pythons: readonly Partial<FoundPython>[]) => [
  ...labelsOf(pythons.map((python) => makeInterpreter(python))).values(),
];

it('interpreters are told apart by as little as does it', () => {
  const free = { version: '3.13.1', isFreeThreaded: true };
  expect(labels({ version: '3.11.2' }, { version: '3.13.1' }, free)).toEqual(['3.11', '3.13', '3.13t']);
  expect(labels({ version: '3.13.1' }, { version: '3.13.2' })).toEqual(['3.13.1', '3.13.2']);
  expect(labels({ path: '/a/python3' }, { path: '/b/python3' })).toEqual(['/a/python3', '/b/python3']);
  expect(versionOf(makeInterpreter(free))).toBe('3.13.1t');
});
