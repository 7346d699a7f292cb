import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { Run } from '../harness/concur.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ACTION = readFileSync(join(packageRoot(), 'action.yml'), 'utf8');
/** What the shell runs after what was installed. */
const [, script = ''] = ACTION.split(/^ {6}run: \|\n/m);

/** Runs the action's step as a runner does, in somebody else's folder. */
async function step(inputs: { readonly require: string; readonly inconclusive: string }) {
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const env = {
    ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_OUTPUT: output, GITHUB_ACTION_PATH: packageRoot() },
    ...{ REQUIRE: inputs.require, INCONCLUSIVE: inputs.inconclusive },
  };
  // Threads and their figures are tested elsewhere.
  const quick = script.replace('" check ', '" check --only cpus --quick ');
  const bash = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', quick];
  const ended = await new Run(bash, { cwd: folder, env }).end();
  return { ...ended, output: readFileSync(output, 'utf8') };
}

describe('the action', () => {
  it('passes each line that is required on, and has the outputs that it names', async () => {
    const { code, stdout, output } = await step({
      require: 'cpus>=1\n\n  cpus>=0.5\n',
      inconclusive: 'pass',
    });
    expect(stdout).toMatch(/PASS/);
    expect(code).toBe(0);
    const named = [...ACTION.matchAll(/^ {4}value: \$\{\{ steps\.check\.outputs\.([\w-]+) }}$/gm)];
    const written = [...output.matchAll(/^([\w-]+)=/gm)].map(([, name]) => name);
    expect(named.map(([, name]) => name)).toEqual(expect.arrayContaining(written));
    expect(named).toHaveLength(written.length);
  });

  it('fails where one of them doesn’t hold', async () => {
    const { code, stdout, output } = await step({ require: 'cpus>=1\ncpus>=999', inconclusive: 'pass' });
    expect(code).toBe(1);
    expect(stdout).toContain('::error title=concur check%3A cpus::');
    expect(output).toMatch(/^outcome=fail$/m);
  });

  it('needs nothing, and runs nothing of what it is given', async () => {
    const { code } = await step({ require: '', inconclusive: 'fail' });
    expect(code).toBe(0);
    const hostile = await step({ require: '$(touch taken)\n"; touch taken; "', inconclusive: 'pass' });
    expect(hostile.code).toBe(2);
    expect(() => readFileSync(join(folder, 'taken'))).toThrow('ENOENT');
  });
});
