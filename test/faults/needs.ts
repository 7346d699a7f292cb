import { execFileSync } from 'node:child_process';

/** What has to be possible here for a fault to be brought about, with the command that shows it. */
const PROOFS = {
  'a user of its own': ['setpriv', '--reuid', '54000', '--clear-groups', 'true'],
  'a mount of its own': ['unshare', '--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'],
  'python3 and seccomp': [
    'python3',
    '-c',
    'import ctypes; assert ctypes.CDLL(None).prctl(21, 0, 0, 0, 0) >= 0',
  ],
} as const;

export type Need = keyof typeof PROOFS;

const missing = new Map<Need, string | null>();

/** Why a fault can't be brought about here, or null. */
export function needMissing(need: Need | undefined): string | null {
  if (need === undefined) return null;
  if (!missing.has(need)) missing.set(need, prove(need));
  return missing.get(need) ?? null;
}

function prove(need: Need): string | null {
  const [program, ...args] = PROOFS[need];
  try {
    execFileSync(program, args, { stdio: 'pipe' });
    return null;
  } catch (error) {
    return `${need} can’t be had here: ${(error as Error).message.split('\n')[0]}`;
  }
}
