import { tmpdir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { ConcurError } from '../errors/errors.ts';
import { listOf } from '../units.ts';

/** What Node’s permission model may refuse, and the option that allows it: https://nodejs.org/api/permissions.html */
const PERMISSIONS = {
  child: { what: 'child processes', flag: '--allow-child-process', inErrors: 'ChildProcess' },
  worker: { what: 'worker threads', flag: '--allow-worker', inErrors: 'WorkerThreads' },
  'fs.read': { what: 'reading', flag: '--allow-fs-read=*', inErrors: 'FileSystemRead' },
  'fs.write': { what: 'writing', flag: '--allow-fs-write=*', inErrors: 'FileSystemWrite' },
  addon: { what: 'native addons', flag: '--allow-addons', inErrors: 'Addons' },
  wasi: { what: 'WASI', flag: '--allow-wasi', inErrors: 'WASI' },
  inspector: { what: 'the inspector', flag: '--allow-inspector', inErrors: 'Inspector' },
  net: { what: 'sockets', flag: '--allow-net', inErrors: 'Net' },
} as const;

type Scope = keyof typeof PERMISSIONS;
/** What a command, or a function of the library, can’t do without. */
export type Permission = Extract<Scope, 'child' | 'worker' | 'net' | 'fs.read' | 'fs.write'>;

/** Node’s own answers; undefined where its permission model is off. */
export interface PermissionModel {
  has(scope: string, reference?: string): boolean;
}

interface Refused {
  readonly scope: Scope;
  /** Null where all of it is refused, or none can be named. */
  readonly path: string | null;
}

/**
 * @param searchPath where helper programs are looked for: a PATH
 * @throws ConcurError (CAPABILITY_MISSING) that names all that Node’s permission model refuses of it, and what to add
 */
export function requirePermissions(needed: readonly Permission[], searchPath = '', model = ownModel()): void {
  if (model === undefined) return;
  const refused = needed.flatMap((scope) => refusedOf(scope, model, searchPath));
  if (refused.length > 0) throw permissionError(refused);
}

/** @throws ConcurError (CAPABILITY_MISSING) where Node’s permission model refuses writing to a folder */
export function requireWriting(folder: string, model = ownModel()): void {
  const isAllowed = model === undefined || model.has('fs.write', join(folder, 'concur'));
  if (!isAllowed) throw permissionError([{ scope: 'fs.write', path: folder }]);
}

function ownModel(): PermissionModel | undefined {
  return (process as { readonly permission?: PermissionModel }).permission;
}

function refusedOf(scope: Permission, model: PermissionModel, searchPath: string): Refused[] {
  if (scope !== 'fs.read' && scope !== 'fs.write') {
    const isGranted = !isKnown(scope) || model.has(scope);
    return isGranted ? [] : [{ scope, path: null }];
  }
  const paths = scope === 'fs.read' ? pathsToRead(searchPath) : pathsToWrite();
  const path = paths.find((one) => !model.has(scope, one));
  return path === undefined ? [] : [{ scope, path }];
}

/** What this Node doesn’t know, it doesn’t refuse: the network, before Node 25. */
function isKnown(scope: Scope): boolean {
  return process.allowedNodeEnvironmentFlags.has(PERMISSIONS[scope].flag);
}

/** The kernel’s files, and where helper programs may be. */
function pathsToRead(searchPath: string): string[] {
  const folders = searchPath.split(delimiter).filter(isAbsolute);
  return ['/proc/self/status', '/sys/devices/system/cpu/online', ...folders];
}

/** The workers’ files, and the kernel’s file of a thread’s name. */
function pathsToWrite(): string[] {
  return [join(tmpdir(), 'concur'), '/proc/thread-self/comm'];
}

/** An error of Node’s permission model as ours; null where it is none. */
export function permissionRefusal(error: NodeJS.ErrnoException): ConcurError | null {
  if (error.code !== 'ERR_ACCESS_DENIED') return null;
  const { permission, resource } = error as { readonly permission?: unknown; readonly resource?: unknown };
  const scope = (Object.keys(PERMISSIONS) as Scope[]).find((one) => PERMISSIONS[one].inErrors === permission);
  if (scope === undefined) return permissionError([], error);
  const hasPath = scope.startsWith('fs.') && typeof resource === 'string' && resource !== '';
  return permissionError([{ scope, path: hasPath ? resource : null }], error);
}

function permissionError(refused: readonly Refused[], cause?: unknown): ConcurError {
  const what = refused.map(({ scope, path }) => `${PERMISSIONS[scope].what}${pathWords(scope, path)}`);
  const flags = refused.map(({ scope }) => PERMISSIONS[scope].flag).join(' ') || 'the --allow option for it';
  return new ConcurError(
    'CAPABILITY_MISSING',
    `Node’s permission model refuses ${listOf(what) || 'something that concur needs'}`,
    {
      hint: `Add ${flags} to Node’s options, where its permission model is switched on (NODE_OPTIONS, say).`,
      cause,
    },
  );
}

function pathWords(scope: Scope, path: string | null): string {
  if (!scope.startsWith('fs.')) return '';
  return path === null ? ' files' : ` ${path}`;
}
