import { constants } from 'node:fs';

const { S_IFMT, S_IFDIR, S_IFLNK, S_IWGRP, S_IWOTH } = constants;
/** inode(7): of such a folder nobody takes or renames what is another's. */
const S_ISVTX = 0o1000;

/** What lstat(2) says of whose something is, and of who may change it. */
export interface Owned {
  readonly uid: number;
  readonly mode: number;
}

/** Whether nobody else can change a folder. @param way the folder, then all that it is in, up to the root */
export function isPrivateTo(way: readonly Owned[], uid: number): boolean {
  const folder = way[0];
  return folder?.uid === uid && !mayOthersWrite(folder) && isSafeWay(way, uid);
}

/** Whether we and root alone decide where a path leads. */
export function isSafeWay(way: readonly Owned[], uid: number): boolean {
  return way.every(
    (folder) =>
      isFolder(folder) &&
      (folder.uid === uid || folder.uid === 0) &&
      (!mayOthersWrite(folder) || isSticky(folder)),
  );
}

/**
 * Whether somebody else may have put it there for us to fall over: his link, wherever it is, since a folder's group or its owner
 * makes links as everybody does in a public one; and a file or FIFO in a public folder where only its owner can take it away, which
 * the kernel refuses where fs.protected_regular and protected_fifos are on. https://docs.kernel.org/admin-guide/sysctl/fs.html
 */
export function isTrap(entry: Owned, folder: Owned, uid: number): boolean {
  if (isLink(entry)) return entry.uid !== uid && entry.uid !== 0;
  const isForeign = entry.uid !== uid && entry.uid !== folder.uid;
  const isPublic = (folder.mode & S_IWOTH) !== 0;
  return isForeign && isPublic && isSticky(folder) && !isFolder(entry);
}

export function isLink({ mode }: Owned): boolean {
  return (mode & S_IFMT) === S_IFLNK;
}

function isFolder({ mode }: Owned): boolean {
  return (mode & S_IFMT) === S_IFDIR;
}

function isSticky({ mode }: Owned): boolean {
  return (mode & S_ISVTX) !== 0;
}

function mayOthersWrite({ mode }: Owned): boolean {
  return (mode & (S_IWGRP | S_IWOTH)) !== 0;
}
