import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { vocabulary } from '../../src/cli/commands/completion/vocabulary.ts';
import { COMMAND_NAMES, COMMANDS } from '../../src/cli/program/table.ts';
import { findProgram } from '../../src/machine/tools.ts';
import { concur } from '../harness/concur.ts';

/** Skips a test, and says so, where a shell isn't there. */
function needs(context: TestContext, shell: string): string {
  const path = findProgram(shell, process.env.PATH ?? '');
  if (path !== null) return path;
  process.stderr.write(`skipped: ${context.task.name} (${shell} is not installed)\n`);
  return context.skip(`${shell} is not installed`);
}

describe('completion in bash', () => {
  let script = '';
  beforeAll(async () => {
    script = (await concur(['completion', 'bash'])).stdout;
  });

  /** What bash offers for the last of these words. */
  function offered(bash: string, ...words: string[]): string[] {
    const list = words.map((word) => `'${word}'`).join(' ');
    const ask = `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _concur; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync(bash, ['-c', `${script}\n${ask}`], { encoding: 'utf8' })
      .trim()
      .split('\n');
  }

  it('knows commands, experiments, topics, engines, options and their values', (context) => {
    const bash = needs(context, 'bash');
    expect(offered(bash, 'concur', '')).toEqual([...COMMAND_NAMES]);
    expect(offered(bash, 'concur', 'demo', 'threading')).toEqual(['threading-library']);
    expect(offered(bash, 'concur', 'explain', 'gi')).toEqual(['gil']);
    expect(offered(bash, 'concur', 'compare', 'po')).toEqual(['pool']);
    expect(offered(bash, 'concur', 'compare', 'ho')).toEqual(['hosts']);
    expect(offered(bash, 'concur', 'map', '--engine', 'ho')).toEqual(['hosts']);
    expect(offered(bash, 'concur', 'demo', '--pin', 's')).toEqual(['spread', 'same', 'siblings']);
    expect(offered(bash, 'concur', 'watch', '--ex')).toEqual(['--exit-verdict', '--export']);
    expect(offered(bash, 'concur', 'demo', '--export', 'perf')).toEqual(['perfetto=']);
  });

  it('offers files where a file is meant', (context) => {
    const bash = needs(context, 'bash');
    expect(offered(bash, 'concur', 'report', 'package.j')).toEqual(['package.json']);
    expect(offered(bash, 'concur', 'demo', '--export', 'json', '=', 'package.j')).toEqual(['package.json']);
  });
});

describe('completion', () => {
  it.each(['zsh', 'fish'])('is a script that %s can read', async (shell) => {
    const { stdout, code } = await concur(['completion', shell]);
    expect(code).toBe(0);
    const path = findProgram(shell, process.env.PATH ?? '');
    if (path === null)
      process.stderr.write(`skipped: reading the script for ${shell} (it is not installed)\n`);
    else execFileSync(path, shell === 'fish' ? ['--no-execute'] : ['-n'], { input: stdout });
    for (const name of COMMAND_NAMES) expect(stdout).toContain(name);
  });

  it('has every option of every command', async () => {
    const { stdout } = await concur(['completion', 'bash']);
    for (const { name, options } of await vocabulary(COMMANDS)) {
      const line = stdout.split('\n').find((text) => text.startsWith(`        ${name}) `));
      for (const { flags } of options) for (const flag of flags) expect(line).toContain(flag);
    }
  });

  it.each([
    ['no shell', ['completion'], /needs the name of your shell[\s\S]*~\/\.bashrc[\s\S]*zsh[\s\S]*fish/],
    ['another shell', ['completion', 'zhs'], /Did you mean concur completion zsh\?/],
  ])('says how it is installed where it got %s', async (_, args, message) => {
    const ended = await concur(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(message);
  });
});
