import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { temporaryFolder } from '../fixtures/captured.ts';
import { concur } from '../harness/concur.ts';

it.each([
  ['demo', ['demo', 'threads', '--quick'], 'threads: What is a thread'],
  ['cores', ['cores', '--no-measure'], 'CPU'],
])('writes the page of %s beside what it prints', async (_, args, printed) => {
  const file = join(temporaryFolder(), 'report.html');
  const { code, stdout } = await concur([...args, '--export', `html=${file}`]);
  expect(code).toBe(0);
  expect(stdout).toContain(printed);
  const page = readFileSync(file, 'utf8');
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toMatch(/<\/html>\n$/);
});

it('is loaded by nobody who doesn’t ask for it', () => {
  const folder = join(packageRoot(), 'dist', 'bin');
  const bundle = readdirSync(folder)
    .filter((name) => !/^html\d*\.cjs$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const requests = bundle.flatMap((code) => code.match(/.{0,40}require\("\.\/html\d*\.cjs"\)/g) ?? []);
  expect(requests.length).toBeGreaterThan(0);
  for (const request of requests) expect(request).toContain('Promise.resolve().then(()=>require');
});
