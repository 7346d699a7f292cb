import { describe, expect, it } from 'vitest';
import type { WorkerRecord } from '../../../src/model/trial/observation.ts';
import type { TrialPlan } from '../../../src/model/trial/plan.ts';
import { noticeInWords } from '../../../src/report/words/notices.ts';
import { trialNotices } from '../../../src/run/session/notices.ts';
import {
  makeMachine,
  makeObservation,
  makeSlot,
  makeTrialPlan,
  makeWorker,
  NO_TASKSET,
  pinnedWorker,
} from '../../fixtures/builders.ts';

function warnings(workers: readonly WorkerRecord[], plan = makeTrialPlan(), machine = makeMachine()) {
  return trialNotices(plan, makeObservation({ workers }), machine).map(noticeInWords);
}

/** A trial of workers on these CPUs. */
function planOn(cpus: readonly number[], special: Partial<TrialPlan> = {}): TrialPlan {
  return makeTrialPlan({ slots: cpus.map((cpu, index) => makeSlot({ index, cpu })), ...special });
}

describe('trialNotices', () => {
  it('has nothing to say of a trial in order', () => {
    expect(warnings([pinnedWorker(0), pinnedWorker(1)], planOn([0, 1], { onePerCpu: true }))).toEqual([]);
  });

  it('counts the workers that could not be pinned and says what to do', () => {
    const unpinned = makeWorker({ askedCpu: 0, pin: NO_TASKSET });
    expect(warnings([unpinned, unpinned])).toEqual([
      {
        code: 'PIN_UNSUPPORTED',
        message: '2 workers not pinned: taskset is not in PATH',
        hint: 'Install util-linux (it contains taskset), or use --pin none.',
      },
    ]);
  });

  it('tells a refusal from a missing ability', () => {
    const refused = pinnedWorker(0, { pin: { state: 'refused', cpus: [0, 1], why: 'no' } });
    const unable = pinnedWorker(0, { pin: { state: 'unsupported', cpus: null, why: 'no thread' } });
    expect(warnings([refused, unable])).toEqual([
      { code: 'PIN_REJECTED', message: '1 worker not pinned: no', hint: null },
      { code: 'PIN_UNSUPPORTED', message: '1 worker not pinned: no thread', hint: null },
    ]);
  });

  it('does not warn of a pin that nobody asked for', () => {
    expect(warnings([makeWorker({ pin: { state: 'unsupported', cpus: null, why: 'no thread' } })])).toEqual(
      [],
    );
  });

  it('warns of workers that share CPUs where one each was meant', () => {
    const three = [pinnedWorker(0), pinnedWorker(1), pinnedWorker(0)];
    expect(warnings(three, planOn([0, 1, 0], { onePerCpu: true }))).toEqual([
      {
        code: 'WORKERS_SHARE_CPUS',
        message: '3 workers on 2 CPUs: workers share CPUs',
        hint: 'For one worker per CPU use -w 2.',
      },
    ]);
    expect(warnings(three, planOn([0, 1, 0]))).toEqual([]);
  });

  it('lists what is unknown without schedstat, and why', () => {
    const [linux] = warnings([makeWorker()], undefined, makeMachine({ hasSchedstat: false }));
    expect(linux).toMatchObject({ code: 'NO_KERNEL_EVIDENCE', hint: 'Run it on Linux.' });
    expect(linux?.message).toContain('the kernel’s schedstat can’t be read');
    const [mac] = warnings(
      [makeWorker()],
      undefined,
      makeMachine({ hasSchedstat: false, platform: 'darwin' }),
    );
    expect(mac?.message).toContain('darwin has no /proc');
  });

  it('tells workers that never started from workers that died', () => {
    const failed = (code: string | null, pid: number | null) =>
      makeWorker({ pid, state: 'failed', fault: { message: 'gone', code, signal: null } });
    const [warning, ...others] = warnings([
      failed('EAGAIN', null),
      failed('START_TIMED_OUT', null),
      failed('EAGAIN', 7),
    ]);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'WORKERS_NOT_STARTED',
      message: '2 workers could not start: gone',
    });
  });
});
