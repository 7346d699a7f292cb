import type { CpuClaim } from '../../model/machine/cpu-claim.ts';

/** What programs said when they were asked; null where they aren't installed, or weren't asked. */
export interface Programs {
  readonly nproc: CpuClaim | null;
  readonly nprocAll: CpuClaim | null;
  readonly pythonCpuCount: CpuClaim | null;
  readonly pythonProcessCpuCount: CpuClaim | null;
}

export const NOBODY_ASKED: Programs = {
  nproc: null,
  nprocAll: null,
  pythonCpuCount: null,
  pythonProcessCpuCount: null,
};
