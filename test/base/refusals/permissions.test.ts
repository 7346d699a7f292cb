import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type PermissionModel,
  permissionRefusal,
  requirePermissions,
  requireWriting,
} from '../../../src/base/refusals/permissions.ts';

/** A permission model that refuses these scopes, or these paths. */
const refusing = (...refused: readonly string[]): PermissionModel => ({
  has: (scope, path) => !refused.includes(scope) && (path === undefined || !refused.includes(path)),
});
const ALL = ['fs.read', 'fs.write', 'child', 'worker'] as const;

describe('what can’t be done without', () => {
  it('is all allowed where there is no permission model, or one that allows it', () => {
    requirePermissions(ALL, '/bin', undefined);
    requirePermissions(ALL, '/bin', refusing());
    requirePermissions([], '/bin', refusing(...ALL));
    requireWriting('/tmp', undefined);
    requireWriting('/tmp', refusing());
  });

  it('is named at once, with all that is to be added', () => {
    expect(() => requirePermissions(ALL, '', refusing(...ALL))).toThrow(
      expect.objectContaining({
        code: 'CAPABILITY_MISSING',
        message: `Node’s permission model refuses reading /proc/self/status, writing ${join(tmpdir(), 'concur')}, child processes and worker threads`,
        hint: expect.stringContaining(
          'Add --allow-fs-read=* --allow-fs-write=* --allow-child-process --allow-worker to Node’s options',
        ),
      }),
    );
  });

  it('is reading the folders of PATH, too, but those that are relative', () => {
    expect(() => requirePermissions(['fs.read'], '/a:/b:c', refusing('/b'))).toThrow('refuses reading /b');
    requirePermissions(['fs.read'], '/a:/b:c', refusing('c'));
  });

  it('is no permission that this Node doesn’t know', () => {
    const check = () => requirePermissions(['net'], '', refusing('net'));
    if (process.allowedNodeEnvironmentFlags.has('--allow-net')) expect(check).toThrow('--allow-net');
    else check();
  });

  it('is writing beside the file that is written', () => {
    expect(() => requireWriting('/a', refusing('/a/concur'))).toThrow('refuses writing /a');
  });
});

describe('an error of Node’s', () => {
  const refused = (permission: string, resource = '') =>
    permissionRefusal(
      Object.assign(new Error('Access to this API has been restricted'), {
        code: 'ERR_ACCESS_DENIED',
        permission,
        resource,
      }),
    );

  it.each([
    ['ChildProcess', '', 'refuses child processes', '--allow-child-process'],
    ['ChildProcess', '/bin/ls', 'refuses child processes', '--allow-child-process'],
    ['WorkerThreads', '', 'refuses worker threads', '--allow-worker'],
    ['FileSystemRead', '/etc/x', 'refuses reading /etc/x', '--allow-fs-read=*'],
    ['FileSystemWrite', '/etc/x', 'refuses writing /etc/x', '--allow-fs-write=*'],
    ['FileSystemWrite', '', 'refuses writing files', '--allow-fs-write=*'],
    ['WASI', '', 'refuses WASI', '--allow-wasi'],
    ['Net', '', 'refuses sockets', '--allow-net'],
    ['SomethingNew', '', 'refuses something that concur needs', 'the --allow option for it'],
  ])('%s of “%s” says what is refused, and what to add', (permission, resource, message, flag) => {
    expect(refused(permission, resource)).toMatchObject({
      code: 'CAPABILITY_MISSING',
      message: `Node’s permission model ${message}`,
      hint: expect.stringContaining(`Add ${flag} `),
    });
  });

  it('is nothing else', () => {
    expect(permissionRefusal(Object.assign(new Error('x'), { code: 'EACCES' }))).toBeNull();
  });
});
