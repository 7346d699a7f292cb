/** Where code of the user's runs in this process, which may never return. */
export interface OwnCodeHost {
  /** Prepares for it: once, before the first of it runs. */
  prepare(): Promise<void>;
  /** It runs from now on. @returns what says that it has returned */
  begin(): () => void;
}

/** Without signals and timeouts of ours. */
export const NO_HOST: OwnCodeHost = { prepare: async () => {}, begin: () => () => {} };
