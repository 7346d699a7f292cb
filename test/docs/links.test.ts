import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { anchorsOf, inlineCode, linksOf, PAGES, pageOf } from '../fixtures/prose.ts';

/** The links of a page that lead nowhere. */
function broken(path: string, page: string): string[] {
  return linksOf(page).filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : join(path, '..', file);
    if (!existsSync(join(packageRoot(), target))) return true;
    return anchor !== undefined && !anchorsOf(pageOf(target)).includes(anchor);
  });
}

it.each(PAGES)('%s links to files and sections that there are', (path) => {
  expect(broken(path, pageOf(path))).toEqual([]);
});

it('finds links that lead nowhere', () => {
  expect(
    broken('docs/a.md', '[a](../README.md#install) [b](b.md) [c](../README.md#nowhere) [d](#here)\n\n# Here'),
  ).toEqual(['b.md', '../README.md#nowhere', '#here']);
});

it('links to every page from the README', () => {
  const linked = linksOf(pageOf('README.md')).map((link) => link.split('#')[0]);
  const pages = PAGES.filter((path) => path !== 'README.md' && !/concepts\/(?!README)/.test(path));
  expect(linked).toEqual(expect.arrayContaining(pages));
});

it.each(PAGES)('%s names files and folders that there are', (path) => {
  const named = inlineCode(pageOf(path)).filter((code) =>
    /^(?!.*(?:NAME|TOPIC))(?:src|test|scenarios|scripts|bench|bin|docs)\/[\w./-]*$/.test(code),
  );
  expect(named.filter((file) => !existsSync(join(packageRoot(), file)))).toEqual([]);
});
