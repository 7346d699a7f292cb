import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findPython } from '../../src/machine/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers like an interpreter: what a build that isn't installed here would say. */
function interpreter(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const ORDINARY = {
  path: '',
  version: '3.11.2',
  implementation: 'cpython',
  isFreeThreaded: false,
  hasGil: true,
  numpy: null,
  why: null,
  switchIntervalNs: 5e6,
};
const says = (answer: object) => `echo '${JSON.stringify({ ...ORDINARY, ...answer })}'`;

describe('a Python that answers', () => {
  it('is taken at its word', async () => {
    const path = interpreter('ordinary', says({ numpy: '2.0.0' }));
    expect(await findPython(path, {})).toEqual({ ...ORDINARY, state: 'found', path, numpy: '2.0.0' });
  });

  it('may be free-threaded, with its lock off, or on again for a reason', async () => {
    const off = interpreter('off', says({ version: '3.14.0', isFreeThreaded: true, hasGil: false }));
    expect(await findPython(off, {})).toMatchObject({ isFreeThreaded: true, hasGil: false, why: null });
    const why = 'PYTHON_GIL=1 turns it on again';
    const on = interpreter('on', says({ isFreeThreaded: true, hasGil: true, why }));
    expect(await findPython(on, {})).toMatchObject({ isFreeThreaded: true, hasGil: true, why });
  });

  it('is started by what stands behind its shim', async () => {
    const shim = interpreter('shim', says({ path: '/opt/python/bin/python3.13' }));
    expect(await findPython(shim, {})).toMatchObject({ path: '/opt/python/bin/python3.13' });
  });

  it('is found by its name in PATH, in the order of its folders', async () => {
    const path = interpreter('python3', says({}));
    const PATH = ['/nonexistent', folder, '/usr/bin'].join(delimiter);
    expect(await findPython('python3', { PATH })).toMatchObject({ state: 'found', path });
  });
});

describe('no Python', () => {
  it.each([
    ['python3', { PATH: '/nonexistent' }, 'python3 is not in PATH'],
    ['python3', {}, 'python3 is not in PATH'],
    ['/nonexistent/python3', {}, '/nonexistent/python3 is not an executable program'],
    ['', { PATH: '/usr/bin' }, ' is not in PATH'],
  ])('“%s” with %o', async (named, env, why) => {
    expect(await findPython(named, env)).toEqual({ state: 'missing', why });
  });

  it('is one that ends in an error: its last line is told', async () => {
    const old = interpreter(
      'old',
      'echo "Traceback" >&2; echo "ImportError: no module named json" >&2; exit 1',
    );
    expect(await findPython(old, {})).toEqual({
      state: 'missing',
      why: `${old} does not work: ImportError: no module named json`,
    });
  });

  it('is a program that answers something else', async () => {
    const other = interpreter('other', 'echo hello');
    expect(await findPython(other, {})).toEqual({
      state: 'missing',
      why: `${other} does not work: it did not answer like Python 3`,
    });
  });
});
