import { ConcurError } from '../../../base/errors/errors.ts';

/** Where code of the user's runs in this process, which may never return. */
export interface OwnCodeHost {
  /** Prepares for it: once, before the first of it runs. */
  prepare(): Promise<void>;
  /** It runs from now on. @returns what says that it has returned */
  begin(): () => void;
  /** It runs in a process beside this one, which waits for it. */
  beginChild(): ChildTime;
}

/** How long such a process may run. */
export interface ChildTime {
  /** Infinite without a limit. */
  readonly leftMs: number;
  /** What to throw where it took longer. */
  timedOut(): ConcurError;
  /** To be called when it has ended. */
  done(): void;
}

const NO_LIMIT: ChildTime = {
  leftMs: Number.POSITIVE_INFINITY,
  timedOut: () => new ConcurError('TIMED_OUT', 'the time is over'),
  done: () => {},
};

/** Without signals and timeouts of ours. */
export const NO_HOST: OwnCodeHost = {
  prepare: async () => {},
  begin: () => () => {},
  beginChild: () => NO_LIMIT,
};
