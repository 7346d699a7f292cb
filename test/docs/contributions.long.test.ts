import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { CONTRIBUTIONS, NAME, TOPIC } from '../fixtures/contributions.ts';
import { SourceCopy } from '../fixtures/source-copy.ts';

const run = promisify(execFile);

/** Makes the indexes, as the build does, and asks the program for all that is new. */
const TRY = `
import { writeRegistries } from './scripts/registries.ts';
await writeRegistries();
const { runProgram } = await import('./src/cli/program/program.ts');
const { Output } = await import('./src/cli/output.ts');
for (const typed of [
  '${NAME} --${NAME}',
  'demo ${NAME} --dry-run --export ${NAME}=-',
  'scale --engine ${NAME} --dry-run -w 1',
]) await runProgram(typed.split(' '), new Output());
`;

/** Tests that go through every experiment, command, option, engine or rule. */
const ASKING_ALL = [
  'test/scenarios/all',
  'test/report/concept/topics',
  'test/docs/readme',
  'test/stats/verdict',
  'test/cli/program/table',
  'test/cli/options/table',
  'test/model/engines',
  'test/scripts/registries',
];

describe('a copy of the source in which each task is done', () => {
  const copy = new SourceCopy();
  afterAll(() => copy.remove());

  beforeAll(() => {
    for (const edits of Object.values(CONTRIBUTIONS)) {
      for (const [path, edit] of Object.entries(edits)) {
        copy.apply(path.replace('NAME', NAME).replace('TOPIC', TOPIC), edit);
      }
    }
  });

  /** What a tool prints there, and whether it succeeds. */
  async function inCopy(tool: string, ...args: string[]): Promise<{ ok: boolean; said: string }> {
    const path = join(packageRoot(), 'node_modules', tool);
    const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
    return run(process.execPath, [path, ...args], { cwd: copy.folder, env }).then(
      ({ stdout }) => ({ ok: true, said: stdout }),
      ({ stdout, stderr }) => ({ ok: false, said: `${stdout}${stderr}` }),
    );
  }

  it('has the command, the option, the experiment, the format and the engine', async () => {
    writeFileSync(join(copy.folder, 'try.ts'), TRY);
    const { ok, said } = await inCopy('tsx/dist/cli.mjs', 'try.ts');
    expect(said).toMatch(/^an option\na command\nnovel: Why keep[\s\S]*\n1 worker +novel +1\n/);
    expect(ok).toBe(true);
  }, 120_000);

  it('compiles', async () => {
    const include = ['bin', 'src', 'scenarios', 'scripts', 'test/fixtures', 'test/stats'];
    const config = { extends: './tsconfig.json', include };
    writeFileSync(join(copy.folder, 'tsconfig.tasks.json'), JSON.stringify(config));
    expect(await inCopy('typescript/bin/tsc', '-p', 'tsconfig.tasks.json')).toEqual({ ok: true, said: '' });
  }, 120_000);

  it('passes the tests that ask every experiment, command, option, engine and rule', async () => {
    const { ok, said } = await inCopy('vitest/vitest.mjs', 'run', '--project', 'pure', ...ASKING_ALL);
    expect(ok ? '' : said).toBe('');
    expect(said).toMatch(new RegExp(`Test Files\\D+${ASKING_ALL.length} passed`));
  }, 240_000);
});
