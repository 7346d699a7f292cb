import type { ReportedCpus } from '../../model/machine/reported-cpus.ts';

/** What programs reported when they were asked; null where they aren't installed, or weren't asked. */
export interface Programs {
  readonly nproc: ReportedCpus | null;
  readonly nprocAll: ReportedCpus | null;
  readonly pythonCpuCount: ReportedCpus | null;
  readonly pythonProcessCpuCount: ReportedCpus | null;
}

export const NOT_ASKED: Programs = {
  nproc: null,
  nprocAll: null,
  pythonCpuCount: null,
  pythonProcessCpuCount: null,
};
