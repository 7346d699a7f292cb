import { messageOf } from '../../../base/errors/read-thrown.ts';
import type { Told } from '../../../model/simulated-hosts.ts';
import type { Work } from '../../../model/trial/workload.ts';
import { Company, type CompanySetup } from './company.ts';

/** What is done in one go, and what that found out. */
export type Stage<Found> = (company: Company) => Promise<Partial<Found>>;

/**
 * Work that has a broker and hosts from its first unit to its last, each of which is a stage. Where something goes wrong, that
 * is told, and nothing else.
 */
export function workInCompany<Found extends object>(
  setup: CompanySetup,
  stages: readonly Stage<Found>[],
): Work {
  let company: Company | null = null;
  let found: Partial<Found> = {};
  let why: string | null = null;
  let stage = 0;
  const act = async () => {
    company ??= await Company.open(setup);
    const act = stages[stage++] as Stage<Found>;
    found = { ...found, ...(await company.unlessLost(act(company))) };
  };
  return {
    async run(count) {
      for (let left = count; left > 0 && why === null; left--) {
        await act().catch((error: unknown) => {
          why = messageOf(error);
        });
      }
      if (why !== null || stage === stages.length) await company?.end();
    },
    digest: () => `${stage} stages`,
    finding: () =>
      (why === null ? { why, found } : { why, found: null }) satisfies Told<Partial<Found>> as never,
  };
}
