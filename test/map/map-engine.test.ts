import { describe, expect, it } from 'vitest';
import { mapEngineFor } from '../../src/map/map-engine.ts';
import { pythonFile } from '../../src/workloads/user/python-reference.ts';

const PYTHON = pythonFile('/app/work.py', 'unit');
const NODE = { file: '/app/work.ts', name: 'unit' };

describe('the engine of a map', () => {
  it('is threads for Node and processes for Python, where none is named', () => {
    expect([mapEngineFor(NODE, null), mapEngineFor(PYTHON, null)]).toEqual(['threads', 'processes']);
    expect([mapEngineFor(NODE, 'processes'), mapEngineFor(PYTHON, 'processes')]).toEqual([
      'processes',
      'processes',
    ]);
  });

  it('can’t be threads for Python: it says why, and what can be', () => {
    expect(() => mapEngineFor(PYTHON, 'threads')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('(the GIL)'),
        hint: expect.stringContaining('processes'),
      }),
    );
  });
});
