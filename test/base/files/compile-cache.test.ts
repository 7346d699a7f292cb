import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cacheHome, compiledCodeFolder, privateCache } from '../../../src/base/files/compile-cache.ts';
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

describe('compiledCodeFolder', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is where the user has Node keep it, where that is said', () => {
    const [HOME, chosen] = [realpathSync(temporaryFolder()), realpathSync(temporaryFolder())];
    const folderOf = (NODE_COMPILE_CACHE: string) => compiledCodeFolder({ HOME, NODE_COMPILE_CACHE });
    expect(folderOf(chosen)).toBe(join(chosen, 'concur'));
    expect(folderOf(relative(process.cwd(), chosen))).toBe(join(chosen, 'concur'));
    expect(folderOf('')).toBe(join(HOME, '.cache', 'concur'));
  });

  it('is none on a CI server, or where the user wants none', () => {
    const HOME = temporaryFolder();
    expect(compiledCodeFolder({ HOME, CI: 'true' })).toBeNull();
    expect(compiledCodeFolder({ HOME, NODE_DISABLE_COMPILE_CACHE: '1' })).toBeNull();
    expect(readdirSync(HOME)).toEqual([]);
    expect(compiledCodeFolder({ HOME, CI: '' })).not.toBeNull();
  });

  it('needs no working directory: it may be gone', () => {
    vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw new Error('uv_cwd');
    });
    expect(compiledCodeFolder({ NODE_COMPILE_CACHE: 'no/such/folder' })).toBeNull();
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
