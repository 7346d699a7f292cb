import { describe, expect, it } from 'vitest';
import { loadEngine } from '../../../src/engine/registry.ts';
import {
  COMPARED_NAMES,
  comparedEngines,
  ENGINE_NAMES,
  engineFor,
  livesOutside,
  MAP_ENGINES,
  NODE_ENGINES,
  OFFERED_ENGINES,
  shortName,
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

  it('is the one that its short name means in its language', () => {
    expect(engineFor(ENGINES[name].runtime, shortName(name))).toBe(name);
  });

  it('has a rival that has it as its own', () => {
    const { rival } = ENGINES[name];
    expect(rival === null || ENGINES[rival].rival === name).toBe(true);
  });
});

describe('the lists of engines', () => {
  it('show those that experiments are offered', () => {
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
    expect(comparedEngines('node')).toEqual(['loop', 'threads', 'processes', 'pool']);
    expect(comparedEngines('python')).toEqual([
      'python-loop',
      'python-threads',
      'multiprocessing',
      'asyncio',
      'interpreters',
    ]);
    expect(COMPARED_NAMES).toEqual(['loop', 'threads', 'processes', 'pool', 'asyncio', 'interpreters']);
    expect(MAP_ENGINES).toEqual(['threads', 'processes']);
  });

  it('know whose workers use time that isn’t ours', () => {
    expect(ENGINE_NAMES.filter(livesOutside)).toEqual([
      'processes',
      ...ENGINE_NAMES.filter((name) => ENGINES[name].runtime === 'python'),
    ]);
  });
});
