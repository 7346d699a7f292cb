import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { parseMaps } from '../../../../src/machine/programs/addresses/maps.ts';
import { nameAddress } from '../../../../src/machine/programs/addresses/name-address.ts';
import { sharedIdentity } from '../../../../src/machine/programs/addresses/place.ts';
import { Sysroot } from '../../../../src/machine/sysroot.ts';
import { type PrintingProgram, startPrinting } from '../../../harness/printed-addresses.ts';
import { compiled, needs } from '../../../harness/watched.ts';

const PROGRAMS = join(packageRoot(), 'test/fixtures/programs');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'concur-names-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sysroot = new Sysroot();
const shared = join(folder, 'shared-file');
writeFileSync(shared, Buffer.alloc(4096));

function mapsOf(pid: number) {
  return parseMaps(sysroot.read(`/proc/${pid}/maps`) ?? '');
}

function nameAt(pid: number, address: number) {
  return nameAddress(sysroot, pid, mapsOf(pid), address);
}

function start(context: TestContext, name: string, ...flags: readonly string[]): Promise<PrintingProgram> {
  const program = compiled(
    context,
    join(PROGRAMS, 'placed-mutexes.c'),
    join(folder, name),
    '-pthread',
    ...flags,
  );
  return startPrinting(program, [shared], { LD_LIBRARY_PATH: folder });
}

describe('a mutex', () => {
  it.for([
    ['pie', ['-pie', '-fPIE']],
    ['fixed', ['-no-pie']],
    ['static', ['-static']],
    ['static-pie', ['-static-pie']],
  ] as const)('of a program has its variable’s name: %s', async ([name, flags], context) => {
    const { pid, at } = await start(context, name, ...flags);
    for (const [lock, symbol] of [
      ['near', 'near_lock'],
      ['far', 'far_lock'],
      ['data', 'data_lock'],
    ] as const) {
      const where = expect.stringMatching(new RegExp(`^${name}\\+0x[\\da-f]+$`));
      expect(nameAt(pid, at(lock))).toEqual({ where, symbol, file: name, isGil: false });
    }
  });

  it('of a library has its variable’s name, exported or not', async (context) => {
    const library = join(folder, 'libmutex.so');
    compiled(context, join(PROGRAMS, 'mutex-library.c'), library, '-shared', '-fPIC');
    const flags = ['-fPIC', '-Wl,--no-as-needed', library];
    const { pid, at } = await start(context, 'linked', ...flags);
    const name = { symbol: 'library_lock', file: 'libmutex.so' };
    expect(nameAt(pid, at('library'))).toMatchObject(name);
    // Only .dynsym is left of its symbols.
    execFileSync(needs(context, 'strip'), [library]);
    const stripped = await start(context, 'linked', ...flags);
    expect(nameAt(stripped.pid, stripped.at('library'))).toMatchObject(name);
  });

  it('of a stripped program has its place in the file', async (context) => {
    const { pid, at } = await start(context, 'stripped', '-s');
    for (const lock of ['near', 'far', 'data']) {
      const where = expect.stringMatching(/^stripped\+0x[\da-f]+$/);
      expect(nameAt(pid, at(lock))).toEqual({ where, symbol: null, file: 'stripped', isGil: false });
    }
  });

  it('of a program that was replaced or deleted has its name as long as it runs', async (context) => {
    const { pid, at } = await start(context, 'gone', '-pie');
    rmSync(join(folder, 'gone'));
    expect(nameAt(pid, at('far'))).toMatchObject({ symbol: 'far_lock', file: 'gone' });
  });

  it('elsewhere is in memory of a kind; shared memory is the same for all who map it', async (context) => {
    const one = await start(context, 'one');
    const other = await start(context, 'other');
    const kinds = [
      ['heap', 'heap'],
      ['stack', 'stack'],
      ['anonymous', 'anonymous memory'],
      ['inherited', 'shared memory'],
      ['memfd', 'shared memory'],
      ['shared', 'shared-file+0x40'],
    ] as const;
    for (const [lock, where] of kinds) {
      expect(nameAt(one.pid, one.at(lock))).toEqual({ where, symbol: null, file: null, isGil: false });
    }
    const identity = ({ pid, at }: PrintingProgram, lock: string) => sharedIdentity(mapsOf(pid), at(lock));
    expect(identity(one, 'shared')).toMatch(/:64$/);
    expect(identity(one, 'shared')).toBe(identity(other, 'shared'));
    for (const lock of ['inherited', 'memfd']) expect(identity(one, lock)).not.toBe(identity(other, lock));
    expect(identity(one, 'heap')).toBeNull();
  });

  it('has no name where nothing is mapped, or nobody lives', async (context) => {
    const { pid, at } = await start(context, 'ended');
    expect(nameAt(pid, 16).where).toBe('unknown');
    expect(nameAt(2 ** 22 + 1, at('near')).where).toBe('unknown');
    const maps = mapsOf(pid);
    expect(nameAddress(sysroot, 2 ** 22 + 1, maps, at('far')).symbol).toBe('far_lock');
    rmSync(join(folder, 'ended'));
    expect(nameAddress(sysroot, 2 ** 22 + 1, maps, at('far')).where).toMatch(/^(ended\+0x|anonymous memory)/);
  });
});

describe('the GIL', () => {
  it('is in _PyRuntime, of a library or of a program that contains it', async (context) => {
    const python = needs(context, 'python3');
    const code = [
      'import ctypes',
      'print("gil %x" % ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime")))',
      'print("end 0", flush=True)',
      'input()',
    ];
    const { pid, at } = await startPrinting(python, ['-c', code.join('\n')]);
    const name = nameAt(pid, at('gil') + 8);
    expect(name).toMatchObject({ symbol: '_PyRuntime', isGil: true });
    expect(basename(name.file ?? '')).toMatch(/python/);
  });
});
