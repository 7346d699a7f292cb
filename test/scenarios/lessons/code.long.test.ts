import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, type TestContext } from 'vitest';
import { LESSONS } from '../../../scenarios/lessons/index.ts';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { NODE_PROGRAMS, PYTHON_PROGRAMS } from '../../fixtures/lesson-programs.ts';
import { NODE } from '../../harness/concur.ts';
import { needs } from '../../harness/watched.ts';

const CODE = join(packageRoot(), 'scenarios', 'lessons', 'code');
const GIL = 'import sys; print(getattr(sys, "_is_gil_enabled", lambda: True)())';
/** A race may lose nothing, for once. */
const MAY_NOT_SHOW = ['threading-library'];

const run = promisify(execFile);

async function print(command: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(command, args);
  expect(stderr).toBe('');
  return stdout;
}

async function pythonFor(context: TestContext, needsGil: boolean): Promise<string> {
  const python = needs(context, 'python3');
  if (!needsGil || (await print(python, '-c', GIL)) === 'True\n') return python;
  process.stderr.write(`skipped: ${context.task.name} (this Python has no GIL)\n`);
  return context.skip('this Python has no GIL');
}

describe.each(LESSONS.map((lesson) => [lesson.name, lesson] as const))('%s', (name, { needsGil }) => {
  const options = { retry: MAY_NOT_SHOW.includes(name) ? 2 : 0 };

  it(`shows by hand in Node what ${name} teaches`, options, async (context) => {
    if (['affinity', 'shared-core'].includes(name)) needs(context, 'taskset');
    NODE_PROGRAMS[name]?.(await print(NODE, join(CODE, `${name}.mjs`)));
    expect(NODE_PROGRAMS).toHaveProperty([name]);
  });

  it(`shows by hand in Python what ${name} teaches`, options, async (context) => {
    const python = await pythonFor(context, needsGil === true);
    PYTHON_PROGRAMS[name]?.(await print(python, join(CODE, `${name}.py`)));
    expect(PYTHON_PROGRAMS).toHaveProperty([name]);
  });
});
