import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { CONCUR, concur, NODE, Run } from '../harness/concur.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const SAVED = join(packageRoot(), 'test/fixtures/saved');

describe('concur report', () => {
  it.each([
    ['demo', ['demo', 'threads', 'shared-core', '--quick', '--no-progress']],
    ['cores', ['cores', '--no-measure']],
    ['check', ['check', '--only', 'threads', '--quick', '--no-progress']],
  ])('draws what %s had said, word for word', async (name, args) => {
    const file = join(folder, `${name}.json`);
    const first = await concur([...args, '--export', `json=${file}`]);
    const again = await concur(['report', file]);
    expect(again.code).toBe(0);
    expect(again.stdout).toBe(first.stdout);
    const json = await concur(['report', file, '--json']);
    expect(json.stdout).toBe(readFileSync(file, 'utf8'));
  });

  it('writes it in another format, to a file or to stdout', async () => {
    const csv = join(folder, 'demo.csv');
    const saved = join(SAVED, 'demo-0.1.0.json');
    const ended = await concur(['report', saved, '--export', `csv=${csv}`, '--export', 'md=-']);
    expect(ended.code).toBe(0);
    expect(readFileSync(csv, 'utf8')).toMatch(/^scenario,/);
    expect(ended.stdout).toMatch(/^## concur demo: 2 experiments: 2 holds/);
  });

  it('shows details where they are asked for, and names them where they aren’t', async () => {
    const saved = join(SAVED, 'scale-0.1.0.json');
    const [short, whole] = [await concur(['report', saved]), await concur(['report', saved, '--details'])];
    expect(short.stdout).toMatch(/^\d fitted laws?, predictions: --details$/m);
    expect(short.stdout).not.toMatch(/RMSE|About this run/);
    expect(whole.stdout).toMatch(/RMSE[\s\S]*About this run/);
    const pages = [[], ['--details']].map((more) => concur(['report', saved, ...more, '--export', 'md=-']));
    const [page, same] = await Promise.all(pages);
    expect(page?.stdout).toBe(same?.stdout);
    expect(page?.stdout).toContain('RMSE');
  });

  it('reads stdin where it is told to', async () => {
    const line = `'${NODE}' '${CONCUR}' report -q - < '${join(SAVED, 'check-0.1.0.json')}'`;
    const ended = await new Run(['sh', '-c', line]).end();
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toContain('pass');
  });

  it('exits with 0 whatever the old result was: what it reports is the drawing', async () => {
    const file = join(folder, 'failed.json');
    const failed = await concur([
      'demo',
      'multicore',
      '--quick',
      '--fault',
      'throw@2',
      '-q',
      '--export',
      `json=${file}`,
    ]);
    expect(failed.code).toBe(1);
    expect((await concur(['report', file])).code).toBe(0);
  });

  it.each([
    ['no file', ['report'], /report needs a saved document/],
    ['a file that isn’t there', ['report', '/nowhere.json'], /there is no such file/],
    ['a folder', ['report', '/tmp'], /it is a folder/],
    ['another JSON file', ['report', join(packageRoot(), 'package.json')], /it has no “schema”/],
    [
      'a format that the kind lacks',
      ['report', join(SAVED, 'cores-0.1.0.json'), '--export', 'junit=-'],
      /It exports json, csv/,
    ],
  ])('refuses %s with the reason', async (_, args, message) => {
    const ended = await concur(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(message);
    expect(ended.stdout).toBe('');
  });

  it('leaves nothing behind where a broken file was to become an export', async () => {
    const [broken, target] = [join(folder, 'broken.json'), join(folder, 'broken.csv')];
    writeFileSync(broken, '{"schema": "concur/demo@1"');
    const ended = await concur(['report', broken, '--export', `csv=${target}`]);
    expect(ended.code).toBe(2);
    expect(() => readFileSync(target)).toThrow(/ENOENT/);
  });
});
