import { spawnSync } from 'node:child_process';

/** What a program is started behind, so that the first process that it sees is itself, and it ends when we do. */
const OWN_PIDS = ['--pid', '--fork', '--kill-child=KILL', '--mount-proc'];
/** Who isn't root may have it in a user namespace, where that is allowed. */
const AS_ANYBODY = ['--user', '--map-root-user'];

export interface OwnPids {
  readonly wrapper: readonly string[];
  /** Why it is none; null where there is one. */
  readonly why: string | null;
}

/** How a process gets PIDs of its own here (a PID namespace, as containers have). @param unshare the path of util-linux’s */
export function ownPids(unshare: string | null): OwnPids {
  if (unshare === null) return { wrapper: [], why: 'unshare is not in PATH' };
  let why = '';
  for (const more of [[], AS_ANYBODY]) {
    const wrapper = [unshare, ...more, ...OWN_PIDS];
    const { status, stderr, error } = spawnSync(unshare, [...wrapper.slice(1), 'true'], { encoding: 'utf8' });
    if (status === 0) return { wrapper, why: null };
    why ||= error?.message ?? stderr.trim();
  }
  return { wrapper: [], why };
}
