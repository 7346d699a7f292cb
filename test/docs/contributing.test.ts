import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { LAYERS } from '../fixtures/architecture.ts';
import { CONTRIBUTIONS } from '../fixtures/contributions.ts';
import { pageOf } from '../fixtures/prose.ts';

const contributing = pageOf('CONTRIBUTING.md');

/** The first cells of the table below a heading. */
function tableBelow(heading: string): string[] {
  const [, section = ''] = contributing.split(`# ${heading}\n`);
  const [table = ''] = section.split(/^#/m, 1);
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell);
}

describe('where things are', () => {
  it('names every folder of the source, in the order in which they import', () => {
    const folders = tableBelow('Where things are');
    const layers = LAYERS.filter((layer) => layer !== 'index');
    expect(folders.map((folder) => folder.replace(/^src\//, '').replace('/', ''))).toEqual(layers);
    const inSource = readdirSync(join(packageRoot(), 'src'), { withFileTypes: true });
    const there = inSource.filter((entry) => entry.isDirectory()).map(({ name }) => `src/${name}/`);
    expect(folders).toEqual(expect.arrayContaining(there));
  });
});

describe('what a change touches', () => {
  it.each(Object.keys(CONTRIBUTIONS))('%s: the files of the table, and no other', (task) => {
    expect(Object.keys(CONTRIBUTIONS[task] ?? {}).sort()).toEqual(tableBelow(task).sort());
  });

  it('has a task for each of its tables', () => {
    const tables = [...contributing.matchAll(/^### (.*)\n\n\|/gm)].map(([, heading]) => heading);
    expect(tables).toEqual(Object.keys(CONTRIBUTIONS));
  });
});
