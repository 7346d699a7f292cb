import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Snapshot } from '../../src/machine/snapshot.ts';
import { Sysroot } from '../../src/machine/sysroot.ts';
import { temporaryFolder } from '../fixtures/captured.ts';

describe('Snapshot', () => {
  it('says of a file what it said when it was first asked, and so of one that was not there', () => {
    const root = temporaryFolder();
    const [first, second] = ['first', 'second'].map((name) => join(root, 'proc', name)) as [string, string];
    mkdirSync(join(root, 'proc'));
    writeFileSync(first, '1');
    const [snapshot, now] = [new Snapshot(root), new Sysroot(root)];
    const ask = (of: Sysroot) => ({
      texts: ['/proc/first', '/proc/second'].map((path) => of.read(path)),
      found: ['/proc/first', '/proc/second'].map((path) => of.has(path)),
      names: of.list('/proc'),
    });
    const before = ask(snapshot);
    expect(before).toEqual({ texts: ['1', null], found: [true, false], names: ['first'] });
    rmSync(first);
    writeFileSync(second, '2');
    expect(ask(snapshot)).toEqual(before);
    expect(ask(now)).toEqual({ texts: [null, '2'], found: [false, true], names: ['second'] });
  });
});
