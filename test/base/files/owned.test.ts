import { constants } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPrivateTo, isSafeWay, isTrap } from '../../../src/base/files/owned.ts';

const { S_IFDIR, S_IFIFO, S_IFLNK, S_IFREG } = constants;
const [US, OTHER, ROOT] = [1000, 65534, 0];
const folder = (uid: number, mode: number) => ({ uid, mode: S_IFDIR | mode });
const ABOVE = [folder(US, 0o755), folder(ROOT, 0o755)];

describe('isPrivateTo', () => {
  it.each([
    ['ours alone', folder(US, 0o700), true],
    ['read by others, which changes nothing', folder(US, 0o755), true],
    ['of somebody else', folder(OTHER, 0o700), false],
    ['of root, which is not us', folder(ROOT, 0o700), false],
    ['written to by its group', folder(US, 0o770), false],
    ['written to by everybody, sticky as it is', folder(US, 0o1777), false],
    ['a link', { uid: US, mode: S_IFLNK | 0o777 }, false],
    ['a file', { uid: US, mode: S_IFREG | 0o600 }, false],
  ])('asks whose a folder is: %s', (_what, entry, answer) => {
    expect(isPrivateTo([entry, ...ABOVE], US)).toBe(answer);
  });

  it('takes no folder at all for nobody’s', () => {
    expect(isPrivateTo([], US)).toBe(false);
  });
});

describe('isSafeWay', () => {
  it.each([
    ['ours', folder(US, 0o700), US, true],
    ['root’s', folder(ROOT, 0o755), US, true],
    ['sticky, as /tmp is', folder(ROOT, 0o1777), US, true],
    ['one in which everybody renames', folder(ROOT, 0o777), US, false],
    ['one in which a group renames', folder(US, 0o775), US, false],
    ['somebody else’s', folder(OTHER, 0o755), US, false],
    ['a user’s, for root', folder(US, 0o700), ROOT, false],
  ])('asks of each folder above who may move it: %s', (_what, entry, uid, answer) => {
    expect(isSafeWay([entry, folder(ROOT, 0o755)], uid)).toBe(answer);
  });
});

describe('isTrap', () => {
  const [STICKY, OPEN, OWN] = [folder(ROOT, 0o1777), folder(ROOT, 0o777), folder(ROOT, 0o755)];
  const of = (type: number, uid: number) => ({ uid, mode: type | 0o644 });

  it.each([
    ['a link of another in a sticky folder', of(S_IFLNK, OTHER), STICKY, true],
    ['a link of another where everybody renames', of(S_IFLNK, OTHER), OPEN, true],
    ['a link of another in a folder that is closed', of(S_IFLNK, OTHER), OWN, true],
    ['a link of another where its group writes', of(S_IFLNK, OTHER), folder(US, 0o2775), true],
    ['a link of another in his own folder', of(S_IFLNK, OTHER), folder(OTHER, 0o755), true],
    ['a link of ours', of(S_IFLNK, US), STICKY, false],
    ['a link of root', of(S_IFLNK, ROOT), STICKY, false],
    ['a file of another in a sticky folder', of(S_IFREG, OTHER), STICKY, true],
    ['a file of another where all share all', of(S_IFREG, OTHER), OPEN, false],
    ['a FIFO of another in a sticky folder', of(S_IFIFO, OTHER), STICKY, true],
    ['a folder of another', of(S_IFDIR, OTHER), STICKY, false],
  ])('knows what was put there for us: %s', (_what, entry, where, answer) => {
    expect(isTrap(entry, where, US)).toBe(answer);
  });
});
