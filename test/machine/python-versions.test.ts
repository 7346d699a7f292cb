import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInterpreter, pythonsNamed, requirePython } from '../../src/machine/python-versions.ts';
import { temporaryFolder } from '../fixtures/captured.ts';

/** An environment whose home has these interpreters. */
function homeWith(...programs: readonly string[]): NodeJS.ProcessEnv {
  const HOME = temporaryFolder();
  for (const program of programs) {
    const file = join(HOME, program);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '#!/bin/sh\necho "no Python at all" >&2; exit 1\n');
    chmodSync(file, 0o755);
  }
  return { HOME, PATH: join(HOME, 'bin') };
}

const PYENV = '.pyenv/versions';
const UV = '.local/share/uv/python';

describe('a version of Python', () => {
  it.each(['python3', 'pypy3', '/opt/python/bin/python3.13', './venv/bin/python'])(
    '%s is a name',
    (named) => {
      expect(pythonsNamed(named, {})).toEqual([named]);
    },
  );

  it('is looked for in PATH, and then where pyenv and uv keep theirs, later ones first', () => {
    const env = homeWith(
      `${PYENV}/3.13.2/bin/python3.13`,
      `${PYENV}/3.13.10/bin/python3.13`,
      `${PYENV}/3.13.10t/bin/python3.13t`,
      `${PYENV}/3.1.3/bin/python3.1`,
      `${UV}/cpython-3.13.1-linux-x86_64-gnu/bin/python3.13`,
      `${UV}/cpython-3.13.1+freethreaded-linux-x86_64-gnu/bin/python3.13t`,
    );
    const found = (named: string) => pythonsNamed(named, env).map((each) => each.replace(`${env.HOME}/`, ''));
    expect(found('3.13')).toEqual([
      'python3.13',
      `${PYENV}/3.13.10/bin/python3.13`,
      `${PYENV}/3.13.2/bin/python3.13`,
      `${UV}/cpython-3.13.1-linux-x86_64-gnu/bin/python3.13`,
    ]);
    expect(found('3.13t')).toEqual([
      'python3.13t',
      `${PYENV}/3.13.10t/bin/python3.13t`,
      `${UV}/cpython-3.13.1+freethreaded-linux-x86_64-gnu/bin/python3.13t`,
    ]);
    expect(found('3.13.2')).toEqual([`${PYENV}/3.13.2/bin/python3.13`]);
    expect(found('3.1')).toEqual(['python3.1', `${PYENV}/3.1.3/bin/python3.1`]);
    expect(found('3.14t')).toEqual(['python3.14t']);
  });

  it('that is nowhere, or that doesn’t run, is named with the reason', async () => {
    const env = homeWith(`${PYENV}/3.13.2/bin/python3.13`);
    expect(await findInterpreter('3.14', env)).toEqual({
      state: 'missing',
      why: 'there is no Python 3.14 in PATH, nor among those of pyenv and uv',
    });
    expect(await findInterpreter('3.13', env)).toEqual({
      state: 'missing',
      why: `${env.HOME}/${PYENV}/3.13.2/bin/python3.13 does not work: no Python at all`,
    });
    await expect(requirePython('pypy3', env)).rejects.toMatchObject({
      code: 'CAPABILITY_MISSING',
      message: 'pypy3 is not in PATH',
      facts: { kind: 'no-python', isNamed: true },
    });
    await expect(requirePython(undefined, env)).rejects.toMatchObject({
      message: 'python3 is not in PATH',
      facts: { isNamed: false },
    });
  });
});
