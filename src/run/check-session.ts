import type {
  Check,
  CheckEvidence,
  CheckedFinding,
  CheckSetting,
  CheckTrial,
  Demands,
  PlanTrial,
} from '../model/check/check.ts';
import type { CheckFinding } from '../model/check/finding.ts';
import type { Observation } from '../model/trial/observation.ts';
import { isDisturbed } from '../stats/disturbance.ts';
import { isHeldBackUnseen } from './causes.ts';
import { leakedWorkers } from './leaked-workers.ts';
import type { RunContext } from './run-context.ts';
import { runTrial } from './trial/trial.ts';

/** A trial takes about this much longer than its workers compute: they have to start, and to leave. */
const OVERHEAD_MS = 1_500;
/** A trial is run at most this often: again, as long as the budget lasts, where a check of it doesn't pass. */
const ROUNDS = 3;

export interface CheckRequest {
  readonly checks: readonly Check[];
  readonly demands: Demands;
  readonly setting: CheckSetting;
  readonly planTrial: PlanTrial;
  readonly claimedCpus: number;
  readonly context: RunContext;
  /** When the budget is over, on the run’s clock. */
  readonly deadlineNs: number;
}

export interface CheckedMachine {
  readonly results: readonly CheckedFinding[];
  /** The threads' trial in which most cores were busy. */
  readonly best: Observation | null;
  /** Whether that trial was held back by a limit that can't be seen. */
  readonly hiddenLimit: boolean;
}

/** Runs the trials that the checks need, a kind at a time, and judges. Repeats what is open as long as the budget lasts. */
export async function runChecks(request: CheckRequest): Promise<CheckedMachine> {
  const { checks, context } = request;
  const results = new Map<Check, CheckedFinding>();
  const observed = new Map<CheckTrial, readonly Observation[]>();
  for (const trial of trialsFor(checks)) {
    const own = checks.filter((check) => check.trial === trial);
    const { runs, verdicts, ns } = await settle(trial, own, request);
    observed.set(trial, runs);
    for (const check of own) {
      const finding = { ...identity(check), ...(verdicts.get(check) as CheckFinding) };
      results.set(check, { ...finding, ...timeOf(check, own, ns / 1e9) });
    }
  }
  const evidence = {
    ...evidenceOf({}, request),
    leaked: await leakedWorkers([...observed.values()].flat(), context),
  };
  for (const check of checks.filter(({ trial }) => trial === null)) {
    results.set(check, { ...identity(check), ...check.judge(evidence), seconds: null, timedWith: null });
  }
  const ordered = checks.map((check) => results.get(check) as CheckedFinding);
  return { results: ordered, ...bestOf(observed.get('threads') ?? [], request) };
}

/** Several checks may rest on one trial: its time is counted once, so that the checks’ times add up. */
function timeOf(check: Check, sharers: readonly Check[], seconds: number) {
  const [first] = sharers;
  return first === undefined || first === check
    ? { seconds, timedWith: null }
    : { seconds: null, timedWith: first.id };
}

/** The trials that they are judged by; or, where that is none, those that they look at. */
function trialsFor(checks: readonly Check[]): ReadonlySet<CheckTrial> {
  const own = new Set(checks.flatMap(({ trial }) => trial ?? []));
  return own.size > 0 ? own : new Set(checks.flatMap(({ fallbackTrial }) => fallbackTrial ?? []));
}

/** Runs one kind of trial until each of its checks passes, or says the same often enough, or the budget is over. */
async function settle(name: CheckTrial, checks: readonly Check[], request: CheckRequest) {
  const { context } = request;
  const startNs = context.clock.nowNs();
  const runs: Observation[] = [];
  const verdicts = new Map<Check, CheckFinding>();
  for (let round = 0; round < ROUNDS; round++) {
    if (!fits(request)) break;
    const run = await runTrial('check', request.planTrial(name, context.machine, request.setting), context);
    if (run.state === 'interrupted') break;
    runs.push(run);
    const evidence = evidenceOf({ [name]: run }, request);
    for (const check of checks) {
      const verdict = check.judge(evidence);
      const before = verdicts.get(check);
      if (before === undefined || rank(verdict) >= rank(before)) verdicts.set(check, verdict);
    }
    if (checks.every((check) => verdicts.get(check)?.outcome === 'pass')) break;
  }
  for (const check of checks) if (!verdicts.has(check)) verdicts.set(check, notRun(request));
  return { runs, verdicts, ns: context.clock.nowNs() - startNs };
}

/** What a machine did once it can do, so a pass outweighs the rest; what it failed to do once may be somebody's fault. */
function rank({ outcome }: CheckFinding): number {
  return { pass: 2, inconclusive: 1, fail: 0 }[outcome];
}

function fits({ context, setting, deadlineNs }: CheckRequest): boolean {
  return (
    !context.signal.aborted && context.clock.nowNs() + (setting.durationMs + OVERHEAD_MS) * 1e6 <= deadlineNs
  );
}

function notRun({ context }: CheckRequest): CheckFinding {
  const { aborted, reason } = context.signal;
  return {
    outcome: 'inconclusive',
    expected: { kind: 'evidence' },
    observed: { kind: 'nothing-run' },
    reason: aborted ? { kind: 'stopped', by: `${reason}` } : { kind: 'budget-used-up' },
    causes: [],
  };
}

function evidenceOf(
  trials: CheckEvidence['trials'],
  { context, setting, demands, claimedCpus }: CheckRequest,
): CheckEvidence {
  const cpus = setting.cpus.length;
  const ask = (name: CheckTrial, test: (trial: Observation) => boolean) => {
    const trial = trials[name];
    return trial !== undefined && test(trial);
  };
  return {
    machine: context.machine,
    setting,
    demands,
    claimedCpus,
    trials,
    disturbed: (name) => ask(name, ({ conditions }) => isDisturbed(conditions, cpus)),
    heldBackUnseen: (name) => ask(name, (trial) => isHeldBackUnseen(trial, cpus) === true),
    leaked: null,
  };
}

function bestOf(runs: readonly Observation[], { setting }: CheckRequest) {
  const best = runs.reduce<Observation | null>(
    (most, trial) => ((trial.r ?? -1) > (most?.r ?? -1) ? trial : most),
    null,
  );
  return { best, hiddenLimit: best !== null && isHeldBackUnseen(best, setting.cpus.length) === true };
}

function identity({ id, title }: Check): Pick<CheckedFinding, 'id' | 'title'> {
  return { id, title };
}
