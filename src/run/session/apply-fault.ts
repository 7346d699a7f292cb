import type { FaultKind, Plan } from '../../model/trial/plan.ts';

/** A fault that the user asked for: the kind, and after which unit (half of the work where that is null). */
export interface AskedFault {
  readonly kind: Exclude<FaultKind, 'kill'>;
  readonly unit: number | null;
}

/** The same plan, in which the first worker of the first trial fails. */
export function withFault(plan: Plan, asked: AskedFault | null): Plan {
  if (asked === null) return plan;
  const at = asked.unit === null ? { share: 0.5 } : { unit: asked.unit };
  const fault = { kind: asked.kind, at, partOfExperiment: false };
  const trials = plan.trials.map((trial, index) =>
    index > 0
      ? trial
      : { ...trial, slots: trial.slots.map((slot) => (slot.index === 0 ? { ...slot, fault } : slot)) },
  );
  return { ...plan, trials };
}
