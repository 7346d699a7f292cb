import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { captured, temporaryFolder } from '../fixtures/captured.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** Two folders beside each other: a captured machine, and what is none of its business. */
function besideSecret(): { root: string; secret: string } {
  const folder = temporaryFolder();
  const [root, secret] = [join(folder, 'machine'), join(folder, 'machine-secret')];
  for (const made of [join(root, 'proc'), secret]) mkdirSync(made, { recursive: true });
  writeFileSync(join(secret, 'stat'), 'secret');
  writeFileSync(join(root, 'proc', 'stat'), 'cpu\n');
  return { root, secret };
}

describe('a captured tree', () => {
  it('answers null for what is absent and for what is no file', () => {
    const sysroot = captured({ '/proc/stat': 'cpu\n' });
    expect(sysroot.read('/proc/stat')).toBe('cpu\n');
    expect(sysroot.read('/proc')).toBeNull();
    expect(sysroot.read('/absent')).toBeNull();
    expect(sysroot.read('/absent/stat')).toBeNull();
    expect(sysroot.list('/proc')).toEqual(['stat']);
    expect(sysroot.list('/proc/stat')).toBeNull();
    expect(sysroot.list('/absent')).toBeNull();
    expect([sysroot.has('/proc'), sysroot.has('/proc/stat'), sysroot.has('/absent')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('reads on past bytes that are no UTF-8', () => {
    expect(captured({ '/comm': 'a\u00ffb\n' }).read('/comm')).toBe('a\ufffdb\n');
  });

  it('knows that it is one, and / that it is none', () => {
    expect(captured({}).isCaptured).toBe(true);
    expect(new Sysroot().isCaptured).toBe(false);
  });

  it.each([
    ['a name with a NUL', '/with\0nul'],
    ['a file taken for a folder', '/proc/stat/cpu'],
    ['a name of 300 letters', `/${'a'.repeat(300)}`],
  ])('answers null for %s', (_what, path) => {
    const sysroot = captured({ '/proc/stat': 'cpu\n' });
    expect([sysroot.read(path), sysroot.has(path), sysroot.list(path)]).toEqual([null, false, null]);
  });

  it('answers null for everything where its folder is gone', () => {
    const sysroot = new Sysroot(join(temporaryFolder(), 'gone'));
    expect([sysroot.read('/proc/stat'), sysroot.has('/proc'), sysroot.list('/proc')]).toEqual([
      null,
      false,
      null,
    ]);
  });
});

describe('links in a captured tree', () => {
  it.each([
    ['an absolute link to a file', (secret: string) => join(secret, 'stat'), 'proc/link'],
    ['a relative link to a file', () => '../../machine-secret/stat', 'proc/link'],
    ['a link to a folder', (secret: string) => secret, 'proc/link/stat'],
    ['a relative link to a folder', () => '../../machine-secret', 'proc/link/stat'],
  ])('do not lead out of it: %s', (_what, target, path) => {
    const { root, secret } = besideSecret();
    symlinkSync(target(secret), join(root, 'proc', 'link'));
    const sysroot = new Sysroot(root);
    expect([sysroot.read(path), sysroot.has(path)]).toEqual([null, false]);
    expect(sysroot.list('/proc/link')).toBeNull();
  });

  it('do not lead out of it over another link', () => {
    const { root, secret } = besideSecret();
    symlinkSync(secret, join(root, 'proc', 'first'));
    symlinkSync('first', join(root, 'proc', 'second'));
    symlinkSync('second/stat', join(root, 'proc', 'third'));
    const sysroot = new Sysroot(root);
    for (const path of ['/proc/second/stat', '/proc/third']) expect(sysroot.read(path)).toBeNull();
  });

  it('are followed where they stay in it, as /proc/self does', () => {
    const { root } = besideSecret();
    mkdirSync(join(root, 'proc', '17'));
    writeFileSync(join(root, 'proc', '17', 'status'), 'Name:\tnode\n');
    symlinkSync('17', join(root, 'proc', 'self'));
    symlinkSync('self/status', join(root, 'proc', 'status'));
    const sysroot = new Sysroot(root);
    expect(sysroot.read('/proc/self/status')).toBe('Name:\tnode\n');
    expect(sysroot.read('/proc/status')).toBe('Name:\tnode\n');
    expect(sysroot.list('/proc/self')).toEqual(['status']);
  });

  it('that lead nowhere or round in a circle hold nothing', () => {
    const { root } = besideSecret();
    symlinkSync('absent', join(root, 'proc', 'dangling'));
    symlinkSync('circle', join(root, 'proc', 'circle'));
    const sysroot = new Sysroot(root);
    for (const path of ['/proc/dangling', '/proc/circle', '/proc/circle/stat']) {
      expect([sysroot.read(path), sysroot.has(path)]).toEqual([null, false]);
    }
  });

  it('may lead to the tree itself', () => {
    const { root } = besideSecret();
    symlinkSync(root, `${root}-link`);
    expect(new Sysroot(`${root}-link`).read('/proc/stat')).toBe('cpu\n');
  });
});

it('does not go out of a captured tree by dots', () => {
  const { root } = besideSecret();
  const sysroot = new Sysroot(root);
  for (const path of ['/../machine-secret/stat', '/proc/../../machine-secret/stat']) {
    expect([sysroot.read(path), sysroot.has(path)]).toEqual([null, false]);
  }
});

it('does not wait on a FIFO', () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'stat')]);
  expect(new Sysroot(folder).read('/stat') ?? '').toBe('');
});

it('reads what is as long as it may be, and nothing of what is longer', () => {
  const sysroot = captured({ '/just': '', '/longer': '' });
  truncateSync(join(sysroot.root, 'just'), MAX_BYTES);
  truncateSync(join(sysroot.root, 'longer'), MAX_BYTES + 1);
  expect(sysroot.read('/just')).toHaveLength(MAX_BYTES);
  expect(sysroot.read('/longer')).toBeNull();
});

it('puts a text together that is longer than its buffer', () => {
  const text = Array.from({ length: 50_000 }, (_, line) => `${line}\n`).join('');
  expect(captured({ '/stat': text }).read('/stat')).toBe(text);
});

it('reads files of /proc, which say that they are empty', () => {
  expect(new Sysroot().read('/proc/self/stat')).toMatch(/^\d+ \(/);
  expect(new Sysroot().read('/absent\0')).toBeNull();
});
