import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readModuleReference } from '../../../src/workloads/user/module-reference.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-c#-'));
const file = join(folder, 'my work.mjs');
writeFileSync(file, '');
afterAll(() => rmSync(folder, { recursive: true }));

describe('a reference to a function', () => {
  const url = pathToFileURL(file);
  it.each([
    ['a URL', new URL('#hash', url), 'hash'],
    ['a URL without a name', url, null],
    ['a URL of another class, as beside a DOM', { href: `${url.href}#hash` }, 'hash'],
    ['a URL as text', `${url.href}#hash`, 'hash'],
    ['a URL with a name beyond ASCII', `${url.href}#${encodeURIComponent('größe')}`, 'größe'],
    ['an absolute path', `${file}#hash`, 'hash'],
    ['a relative path', './my work.mjs#hash', 'hash'],
    ['a path whose name is empty', 'my work.mjs#', null],
    ['a path and the default export', 'my work.mjs#default', null],
  ])('may be %s', (_what, reference, name) => {
    expect(readModuleReference(reference, folder)).toEqual({ file, name });
  });

  it.each([
    ['https://example.com/work.js', /is “https:\/\/example.com\/work.js”, not a file's/],
    [new URL('data:text/javascript,1'), /not a file's/],
    ['#name', /not a file's/],
    ['', /not a file's/],
    [{ href: 'nothing' }, /of type object, not a file's/],
    [() => 1, /of type function, not a file's.*import\.meta\.url/],
  ])('is not %s', (reference, message) => {
    expect(() => readModuleReference(reference, folder)).toThrow(TypeError);
    expect(() => readModuleReference(reference, folder)).toThrow(message);
  });

  it('names a file that is there', () => {
    expect(() => readModuleReference('./none.mjs#f', folder)).toThrow(
      `there is no file ${join(folder, 'none.mjs')}`,
    );
    expect(() => readModuleReference(`${folder}#f`, '/')).toThrow('there is no file');
  });
});
