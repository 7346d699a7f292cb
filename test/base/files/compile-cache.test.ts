import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheHome, privateCache } from '../../../src/base/files/compile-cache.ts';
import { temporaryFolder } from '../../fixtures/captured.ts';

describe('cacheHome', () => {
  it.each([
    [{ XDG_CACHE_HOME: '/cache', HOME: '/home/me' }, '/cache'],
    [{ HOME: '/home/me' }, '/home/me/.cache'],
    [{ XDG_CACHE_HOME: 'relative', HOME: '/home/me' }, '/home/me/.cache'],
    [{ XDG_CACHE_HOME: '', HOME: '' }, null],
    [{}, null],
  ])('is where the specification says: %o', (env, folder) => {
    expect(cacheHome(env)).toBe(folder);
  });
});

describe('privateCache', () => {
  const modeOf = (folder: string) => lstatSync(folder).mode & 0o777;

  it('makes a folder for us alone, and finds it again', () => {
    const home = realpathSync(temporaryFolder());
    const folder = privateCache({ HOME: home });
    expect(folder).toBe(join(home, '.cache', 'concur'));
    expect([modeOf(join(home, '.cache')), modeOf(folder ?? '')]).toEqual([0o700, 0o700]);
    expect(privateCache({ HOME: home })).toBe(folder);
  });

  it('follows a link of ours to the caches, and takes none in place of its own folder', () => {
    const home = realpathSync(temporaryFolder());
    mkdirSync(join(home, 'elsewhere'), 0o700);
    symlinkSync('elsewhere', join(home, '.cache'));
    expect(privateCache({ HOME: home })).toBe(join(home, 'elsewhere', 'concur'));
    mkdirSync(join(home, 'second'), 0o700);
    symlinkSync('../elsewhere/concur', join(home, 'second', 'concur'));
    expect(privateCache({ XDG_CACHE_HOME: join(home, 'second') })).toBeNull();
  });

  it('has none below a folder that others may write to, and makes nothing there', () => {
    const home = temporaryFolder();
    chmodSync(home, 0o777);
    expect(privateCache({ HOME: home })).toBeNull();
    expect(readdirSync(home)).toEqual([]);
  });

  it('has none where others may write to what is there already', () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'concur'));
    chmodSync(join(home, 'concur'), 0o770);
    expect(privateCache({ XDG_CACHE_HOME: home })).toBeNull();
  });

  it('makes no home', () => {
    const home = join(temporaryFolder(), 'absent');
    expect(privateCache({ HOME: home })).toBeNull();
    expect(lstatSync(home, { throwIfNoEntry: false })).toBeUndefined();
  });
});
