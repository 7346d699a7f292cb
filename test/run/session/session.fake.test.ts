import { describe, expect, it } from 'vitest';
import multicore from '../../../scenarios/multicore.ts';
import type { ScenarioResult } from '../../../src/model/documents/report.ts';
import type { Scenario } from '../../../src/model/scenario.ts';
import type { Setting } from '../../../src/model/setting.ts';
import type { RunEvent } from '../../../src/model/trial/events.ts';
import type { Observation } from '../../../src/model/trial/observation.ts';
import type { TrialPlan } from '../../../src/model/trial/plan.ts';
import { noticeInWords } from '../../../src/report/words/notices.ts';
import { scenarioInWords } from '../../../src/report/words/scenario.ts';
import { runSession, type SessionRequest } from '../../../src/run/session/session.ts';
import { trial } from '../../../src/scenario-api/plan/workers.ts';
import { makeClaim, makeMachine, makeSetting, makeSlot } from '../../fixtures/builders.ts';

// Whole sessions in virtual time: the workers are timers on a clock that jumps, everything else is the real thing.

interface Session {
  readonly results: readonly ScenarioResult[];
  readonly events: readonly RunEvent[];
  /** The only trial of the only experiment. */
  readonly trial: Observation;
}

async function run(
  scenarios: readonly Scenario[],
  asked: Partial<Setting> = {},
  request: Partial<Omit<SessionRequest, 'emit'>> & { onEvent?: (event: RunEvent) => void } = {},
): Promise<Session> {
  const events: RunEvent[] = [];
  const results = await runSession({
    scenarios,
    machine: makeMachine(),
    settingOf: () => makeSetting({ engine: 'fake', pin: 'none', ...asked }),
    fault: null,
    signal: new AbortController().signal,
    env: {},
    inWords: scenarioInWords,
    writeReport: async (_scenario, result) => result,
    ...request,
    emit: (event) => {
      events.push(event);
      request.onEvent?.(event);
    },
  });
  return { results, events, trial: results[0]?.trials[0] as Observation };
}

/** An experiment of so many trials of one fake worker, whose judge notes the order in which it sees them. */
function scenarioOf(labels: readonly string[], overrides: Partial<Scenario> = {}): Scenario {
  return {
    name: 'made up',
    question: '?',
    hypothesis: '.',
    needsCpus: 1,
    engines: ['fake'],
    follows: [],
    plan: () => ({ asked: 'little', trials: labels.map((label) => trial(label, [makeSlot()])) }),
    // Looks at each of its trials, as every real experiment does.
    judge: (observations) => ({
      claims: [makeClaim()],
      story: labels.map((_label, index) => (observations[index] as Observation).label),
    }),
    ...overrides,
  };
}

const typesOf = (events: readonly RunEvent[]) => events.map(({ type }) => type);

describe('100 steps of 50 ms by each of two workers', () => {
  it('last five seconds of virtual time, to the nanosecond', async () => {
    const { results, trial } = await run([multicore]);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ outcome: 'holds', because: ['all 2 claims hold'] });
    expect(trial).toMatchObject({ label: 'one per core', engine: 'fake', state: 'ok', wallNs: 5e9 });
    expect(
      trial.workers.map(({ unitsDone, units, state, digest }) => [unitsDone, units, state, digest]),
    ).toEqual([
      [100, 100, 'done', '100 units'],
      [100, 100, 'done', '100 units'],
    ]);
  });

  it('are told in order: all are ready before anybody goes, all are done before it is over', async () => {
    const { events } = await run([multicore]);
    expect(typesOf(events)).toEqual([
      'scenario-start',
      'trial-start',
      'worker-ready',
      'worker-ready',
      'trial-go',
      'worker-done',
      'worker-done',
      'trial-end',
      'scenario-end',
    ]);
  });

  it('can be watched on the way', async () => {
    let ask: ((worker: number) => object) | null = null;
    const seen: object[] = [];
    await run(
      [multicore],
      {},
      {
        onEvent(event) {
          if (event.type === 'trial-start') ask = event.progress;
          if (event.type === 'trial-go' || event.type === 'worker-done') seen.push(ask?.(0) ?? {});
        },
      },
    );
    expect(seen).toEqual([
      { done: 0, total: 100, of: 'units' },
      { done: 100, total: 100, of: 'units' },
      { done: 100, total: 100, of: 'units' },
    ]);
  });

  it('claim nothing that no kernel told: there is no evidence of a fake', async () => {
    const { trial } = await run([multicore]);
    expect(trial).toMatchObject({ r: null, d: null, kind: null });
    for (const worker of trial.workers) {
      expect(worker).toMatchObject({ pid: null, tid: null, runNs: null, pssBytes: null, cpusSeen: {} });
    }
  });
});

it('takes a step’s number and length from the setting', async () => {
  const { trial } = await run([multicore], { workers: 5, steps: 7, stepMs: 30 });
  expect(trial.wallNs).toBe(210e6);
  expect(trial.workers.map(({ unitsDone }) => unitsDone)).toEqual([7, 7, 7, 7, 7]);
});

it('runs a thousand workers as well as two', async () => {
  const { results, trial } = await run([multicore], { workers: 1000, steps: 5 });
  expect(results[0]?.outcome).toBe('holds');
  expect(trial.workers.filter(({ unitsDone }) => unitsDone === 5)).toHaveLength(1000);
});

it('says that a fake can’t be pinned, and concludes nothing from it', async () => {
  const { results, events, trial } = await run([multicore], { pin: 'spread' });
  expect(trial.workers.map(({ pin }) => pin.state)).toEqual(['unsupported', 'unsupported']);
  expect(results[0]?.outcome).toBe('inconclusive');
  const warnings = events.flatMap((event) => (event.type === 'warning' ? [event.notice.code] : []));
  expect(warnings).toEqual(['PIN_UNSUPPORTED']);
});

describe('a worker that fails', () => {
  it.each([
    ['throw', 'failed', 'Core 0 failed after 50 of 100 units: an injected fault'],
    ['exit', 'failed', 'Core 0 exited with code 7 before its work was done after 50 of 100 units'],
    ['oom', 'killed', 'Core 0 was killed by SIGABRT after 50 of 100 units'],
    ['hang', 'failed', 'Core 0 hung: no progress for 10 s after 50 of 100 units'],
  ] as const)(
    'by %s half-way takes the experiment down, but no other worker',
    async (kind, state, because) => {
      const { results, events, trial } = await run(
        [multicore],
        { pin: 'spread' },
        { fault: { kind, unit: null } },
      );
      expect(results[0]?.outcome).toBe('fails');
      expect(results[0]?.because[0]).toBe(because);
      expect(trial.state).toBe('failed');
      expect(trial.workers.map((worker) => [worker.state, worker.unitsDone])).toEqual([
        [state, 50],
        ['done', 100],
      ]);
      expect(typesOf(events).filter((type) => type === 'worker-failed')).toHaveLength(1);
    },
  );

  it.each(['throw', 'exit', 'oom'] as const)('by %s does so at the step that was named', async (kind) => {
    const { events, trial } = await run([multicore], {}, { fault: { kind, unit: 3 } });
    expect(trial.workers.map(({ unitsDone }) => unitsDone)).toEqual([3, 100]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'worker-failed', worker: 0, unitsDone: 3 }),
    );
    // Three steps of 50 ms after the start.
    if (kind !== 'throw') expect(trial.workers[0]?.endNs).toBe((trial.workers[0]?.startNs ?? 0) + 150e6);
  });

  it('before its first step has still started', async () => {
    const { trial } = await run([multicore], {}, { fault: { kind: 'exit', unit: 0 } });
    expect(trial.workers[0]).toMatchObject({ unitsDone: 0, state: 'failed', fault: { code: 'EXITED' } });
  });

  it('by hanging is ended by the stall watch, ten silent seconds later', async () => {
    const { trial } = await run([multicore], {}, { fault: { kind: 'hang', unit: null } });
    const [hung, other] = trial.workers;
    expect(hung?.fault).toEqual({ message: 'hung: no progress for 10 s', code: 'HUNG', signal: null });
    // It did its 50 steps in 2.5 s; the look at 3 s saw the last progress, the one at 13 s was the tenth without any.
    expect(trial.wallNs).toBe(13e9);
    expect((other?.endNs ?? 0) - (other?.startNs ?? 0)).toBe(5e9);
  });

  it('is not taken for hanging where its steps are long', async () => {
    const { results, trial } = await run([multicore], { steps: 2, stepMs: 30_000 });
    expect(results[0]?.outcome).toBe('holds');
    expect(trial.wallNs).toBe(60e9);
  });

  it('is given five of its own steps where they are longer than the usual patience', async () => {
    const fault = { kind: 'hang', unit: 1 } as const;
    const { trial } = await run([multicore], { steps: 3, stepMs: 4000 }, { fault });
    expect(trial.workers[0]?.fault?.message).toBe('hung: no progress for 20 s');
  });
});

it('says that a fault which was asked for too late was never injected', async () => {
  const { results, events } = await run([multicore], {}, { fault: { kind: 'throw', unit: 500 } });
  expect(results[0]?.outcome).toBe('holds');
  const warnings = events.flatMap((event) => (event.type === 'warning' ? [noticeInWords(event.notice)] : []));
  expect(warnings).toEqual([
    expect.objectContaining({
      code: 'FAULT_NOT_INJECTED',
      message: 'the requested fault was not injected: Worker 0 finished before',
    }),
  ]);
});

describe('what a trial asks to look at', () => {
  const looking = (special: Partial<TrialPlan>) => {
    const trials = [trial('a trial', [makeSlot()], special)];
    return run([scenarioOf(['a trial'], { plan: () => ({ asked: 'a look', trials }) })]);
  };

  it('is all that is looked at', async () => {
    const { trial } = await looking({});
    expect(trial).toMatchObject({ files: null, census: null, globalIsSet: null });
  });

  it('may be the files that the workers leave', async () => {
    const { trial } = await looking({ scratch: { settleMs: 60_000 } });
    expect(trial.files).toEqual([]);
  });

  it('may be a global variable of our own thread', async () => {
    expect((await looking({ watchGlobal: 'setTimeout' })).trial.globalIsSet).toBe(true);
    expect((await looking({ watchGlobal: 'concurNobodySetsThis' })).trial.globalIsSet).toBe(false);
  });
});

describe('a session of several experiments', () => {
  it('runs them one after the other and writes each result as it comes', async () => {
    const log: string[] = [];
    const named = ['first', 'second'].map((name) => scenarioOf(['a trial'], { name }));
    const { results } = await run(
      named,
      {},
      {
        onEvent: (event) => {
          if (event.type === 'scenario-start') log.push(`start ${event.scenario.name}`);
          if (event.type === 'scenario-end') log.push(`end ${event.result.name}`);
        },
        writeReport: async (_scenario, result) => {
          log.push(`write ${result.name}`);
          return { ...result, story: ['kept'] };
        },
      },
    );
    expect(log).toEqual([
      'start first',
      'end first',
      'write first',
      'start second',
      'end second',
      'write second',
    ]);
    expect(results.map(({ story }) => story)).toEqual([['kept'], ['kept']]);
  });

  it('runs nothing of one that needs more CPUs than there are, but the others', async () => {
    const big = scenarioOf(['never'], { name: 'big', needsCpus: 3 });
    const { results, events } = await run([big, scenarioOf(['a trial'])]);
    expect(results.map(({ outcome, trials }) => [outcome, trials.length])).toEqual([
      ['inconclusive', 0],
      ['holds', 1],
    ]);
    expect(typesOf(events).filter((type) => type === 'scenario-start')).toHaveLength(1);
    expect(typesOf(events).filter((type) => type === 'scenario-end')).toHaveLength(2);
  });
});

describe('trials that are compared with one another', () => {
  const LABELS = ['a', 'b', 'c', 'd'];

  async function orderFor(seed: number, shuffleTrials: boolean) {
    const { results, events } = await run([scenarioOf(LABELS, { shuffleTrials })], { seed });
    const ran = events.flatMap((event) => (event.type === 'trial-start' ? [event.trial.label] : []));
    return { ran, judged: results[0]?.story };
  }

  it('run in a random order that the seed decides, and are judged in the plan’s', async () => {
    const orders = await Promise.all([1, 2, 3, 4].map((seed) => orderFor(seed, true)));
    for (const { ran, judged } of orders) {
      expect([...ran].sort()).toEqual(LABELS);
      expect(judged).toEqual(LABELS);
    }
    expect(new Set(orders.map(({ ran }) => ran.join())).size).toBeGreaterThan(1);
    expect((await orderFor(1, true)).ran).toEqual(orders[0]?.ran);
  });

  it('run in the plan’s order where they are not compared', async () => {
    expect((await orderFor(1, false)).ran).toEqual(LABELS);
  });
});

describe('a session that is stopped', () => {
  /** Stops when the event of this type comes for the first time. */
  function stopAt(type: RunEvent['type'], scenarios: readonly Scenario[]) {
    const stop = new AbortController();
    return run(
      scenarios,
      {},
      {
        signal: stop.signal,
        onEvent: (event) => {
          if (event.type === type) stop.abort('SIGINT');
        },
      },
    );
  }

  it('before it began runs nothing', async () => {
    const { results, events } = await run([multicore], {}, { signal: AbortSignal.abort('SIGINT') });
    expect(results).toMatchObject([{ name: 'multicore', outcome: 'skipped', trials: [] }]);
    expect(typesOf(events)).toEqual(['scenario-end']);
  });

  it.each(['worker-ready', 'trial-go', 'worker-done'] as const)(
    'at the first %s ends every worker and concludes nothing',
    async (type) => {
      const { results, events, trial } = await stopAt(type, [multicore, multicore]);
      expect(results.map(({ outcome }) => outcome)).toEqual(['inconclusive', 'skipped']);
      expect(results[0]).toMatchObject({
        outcome: 'inconclusive',
        because: ['it was stopped before its end'],
      });
      expect(trial.state).toBe('interrupted');
      for (const worker of trial.workers) {
        expect(worker.state === 'done' || worker.fault?.code === 'INTERRUPTED').toBe(true);
      }
      expect(typesOf(events).at(-1)).toBe('scenario-end');
    },
  );

  it('keeps what was measured: the units done so far', async () => {
    const { trial } = await stopAt('worker-done', [scenarioOf(['a trial'])]);
    expect(trial.workers.map(({ unitsDone }) => unitsDone)).toEqual([10]);
  });

  it('runs no further trial', async () => {
    const { events } = await stopAt('trial-go', [scenarioOf(['a', 'b'])]);
    expect(typesOf(events).filter((type) => type === 'trial-start')).toHaveLength(1);
  });

  it.each(['scenario-start', 'trial-end'] as const)(
    'at the first %s, as by a reader of --json-stream that went away, concludes nothing',
    async (type) => {
      const { results } = await stopAt(type, [scenarioOf(['a', 'b'])]);
      expect(results[0]).toMatchObject({
        outcome: 'inconclusive',
        because: ['it was stopped before its end'],
      });
    },
  );
});
