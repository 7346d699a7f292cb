import { describe, expect, it } from 'vitest';
import { versionLabels } from '../../../../src/run/series/request/labels.ts';
import type { Revision } from '../../../../src/run/series/revision.ts';
import { makeUnitWork } from '../../../fixtures/series.ts';

const { about } = makeUnitWork();
const labelsOf = (...sources: readonly string[]) =>
  versionLabels(sources.map((source) => ({ about: { ...about, source }, revision: null })));

describe('versions of a function', () => {
  it.each([
    [
      ['/a/old.ts#f', '/a/new.ts#f'],
      ['old.ts', 'new.ts'],
    ],
    [
      ['/a/work.ts#f', '/b/work.ts#f'],
      ['a/work.ts', 'b/work.ts'],
    ],
    [
      ['/x/a/src/work.ts', '/x/b/src/work.ts', '/x/c/src/other.ts'],
      ['a/src/work.ts', 'b/src/work.ts', 'c/src/other.ts'],
    ],
    [
      ['/a/work.ts#f', '/a/work.ts#g'],
      ['f', 'g'],
    ],
    [
      ['/a/work.ts', '/a/work.ts#g'],
      ['default', 'g'],
    ],
    [
      ['/a/old.ts#f', '/a/new.ts#g'],
      ['old.ts#f', 'new.ts#g'],
    ],
    [
      ['/a/old.ts#f', '/a/new.ts#f', '/a/new.ts#g'],
      ['old.ts#f', 'new.ts#f', 'new.ts#g'],
    ],
    [
      ['/a/work.py#f', '/b/work.ts#f'],
      ['work.py', 'work.ts'],
    ],
    [
      ['package.old:f', 'package.new:f'],
      ['package.old', 'package.new'],
    ],
    [
      ['package.work:f', 'package.work:g'],
      ['f', 'g'],
    ],
    [
      ['/a/work.ts#f', '/a/work.ts#f'],
      ['work.ts', 'work.ts#2'],
    ],
  ])('%j are told apart as %j', (sources, labels) => {
    expect(labelsOf(...sources)).toEqual(labels);
  });

  it('of a revision have its hash', () => {
    const revision: Revision = { hash: 'a1b2c3d4', short: 'a1b2c3d', repository: '/a', folder: '/tmp/a' };
    expect(
      versionLabels([
        { about, revision },
        { about, revision: null },
      ]),
    ).toEqual(['a1b2c3d', 'working tree']);
  });
});
