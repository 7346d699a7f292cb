import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../../src/engine/registry.ts';
import {
  COMPARED_ENGINES,
  ENGINE_NAMES,
  livesOutside,
  MAP_ENGINES,
  NODE_ENGINES,
  OFFERED_ENGINES,
} from '../../../src/model/engines/engine-names.ts';
import { ENGINES } from '../../../src/model/engines/engines.ts';

describe.each(ENGINE_NAMES)('the engine %s', (name) => {
  it('has an adapter of its name', async () => {
    expect((await loadEngine(name)).name).toBe(name);
  });

  it('says why its workers can’t be pinned, and only then', () => {
    const { pinning, whyUnpinned } = ENGINES[name];
    expect(whyUnpinned === null).toBe(pinning !== 'unsupported');
  });

  it('has a rival that has it as its own', () => {
    const { rival } = ENGINES[name];
    expect(rival === null || ENGINES[rival].rival === name).toBe(true);
  });
});

describe('the lists of engines', () => {
  it('show all but those that are hidden', () => {
    expect(OFFERED_ENGINES).toEqual([
      'threads',
      'processes',
      'pool',
      'loop',
      'python-threads',
      'python-processes',
    ]);
    expect(NODE_ENGINES).toEqual(['threads', 'processes', 'pool', 'loop']);
  });

  it('begin a comparison with the one that others are held against', () => {
    expect(COMPARED_ENGINES).toEqual(['loop', 'threads', 'processes', 'pool']);
    expect(MAP_ENGINES).toEqual(['threads', 'processes']);
  });

  it('know whose workers use time that isn’t ours', () => {
    expect(ENGINE_NAMES.filter(livesOutside)).toEqual(['processes', 'python-threads', 'python-processes']);
  });
});
