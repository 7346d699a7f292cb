import { messageOf, systemCode } from './read-thrown.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'it is on a read-only file system',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ERR_ACCESS_DENIED: 'Node’s permission model refuses it',
  ENXIO: 'nothing is behind it',
  EMFILE: 'too many files are open',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota of disk space is used up',
  EIO: 'its device reports an error',
  EBADF: 'it is closed',
  EBUSY: 'it is in use',
  ETXTBSY: 'it is a program that runs',
  EINVAL: 'it can’t be written to',
  EFBIG: 'it would be larger than is allowed',
};

/** Why the system refused a file, in words; the message of anything else that was thrown. */
export function systemReason(error: unknown): string {
  return REASONS[systemCode(error) ?? ''] ?? messageOf(error);
}
