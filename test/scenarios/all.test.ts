import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../scenarios/index.ts';
import { ENGINE_NAMES } from '../../src/model/engines/engine-names.ts';
import type { FoundPython } from '../../src/model/machine/machine.ts';
import type { Observation } from '../../src/model/trial/observation.ts';
import { PIN_MODES } from '../../src/model/trial/plan.ts';
import { toAscii } from '../../src/report/style/glyphs.ts';
import { AT_GIL, BUSY, blockedIn, makeMachine, makeSetting, NO_TASKSET } from '../fixtures/builders.ts';
import {
  claimsThat,
  FREE_THREADED,
  judged,
  PYTHON,
  WITHOUT_PYTHON,
  withWorkers,
  worldOf,
} from '../fixtures/worlds.ts';

const SMT_MACHINE = makeMachine({
  logicalCpus: 8,
  onlineCpus: 8,
  allowedCpus: [0, 1, 2, 3, 4, 5, 6, 7],
  physicalCores: 4,
  effectiveCpus: 8,
  siblingGroups: [
    [0, 4],
    [1, 5],
    [2, 6],
    [3, 7],
  ],
});

/** A futex beside the GIL. */
const OTHER_WORD = { id: 'B', symbol: '_PyRuntime', file: null, isGil: true, ns: 0.1e9 };

/** About how long it takes until the workers of a trial are up. */
const START_MS = 70;

const holdsIn = (name: string) => worldOf(name).holds();

it('no two experiments share a name', () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('all have a question that fits beside their names in a line of 80', () => {
  const names = Math.max(...SCENARIOS.map(({ name }) => name.length));
  for (const { question } of SCENARIOS) expect(names + 2 + question.length, question).toBeLessThanOrEqual(80);
});

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('%s', (name, scenario) => {
  it('holds where it is true', () => {
    const result = judged(name, holdsIn(name));
    expect(claimsThat('fails', result)).toEqual([]);
    expect(claimsThat('inconclusive', result)).toEqual([]);
    expect(result).toMatchObject({
      outcome: 'holds',
      because: [expect.stringMatching(/^all \d+ claims hold/)],
    });
    expect(result.claims.length).toBeGreaterThan(0);
    expect(result.story.length).toBeGreaterThan(0);
  });

  it('still holds where it is true on a busy machine', () => {
    const busy = holdsIn(name).map((trial) => ({ ...trial, conditions: BUSY }));
    expect(judged(name, busy).outcome).toBe('holds');
  });

  it.each(Object.entries(worldOf(name).opposites))('fails where %s', (_what, inOpposite) => {
    expect(judged(name, inOpposite(holdsIn(name))).outcome).toBe('fails');
  });

  it.each(Object.entries(worldOf(name).opposites))('blames no neighbours where %s', (_what, inOpposite) => {
    const busy = inOpposite(holdsIn(name)).map((trial) => ({ ...trial, conditions: BUSY }));
    const { claims } = judged(name, busy);
    for (const { outcome, loadSensitive } of claims) expect(outcome === 'fails' && loadSensitive).toBe(false);
  });

  it('is planned as its evidence was written down', () => {
    const { machine, setting } = worldOf(name);
    const { trials } = scenario.plan(machine ?? makeMachine(), makeSetting(setting));
    expect(trials.map(({ label }) => label)).toEqual(holdsIn(name).map(({ label }) => label));
  });

  it('skips by its name what needs a Python that isn’t there, and judges the rest', () => {
    if (scenario.usesPython !== true) return;
    const { setting, machine = makeMachine() } = worldOf(name);
    const without = { ...machine, python: WITHOUT_PYTHON.python };
    const { trials, skipped = [] } = scenario.plan(without, makeSetting(setting));
    const labels = trials.map(({ label }) => label);
    const rest = holdsIn(name).filter(({ label }) => labels.includes(label));
    const result = judged(name, rest, setting, without);
    const isSkipped = rest.length === 0 || scenario.isAboutPython === true;
    expect(result.outcome).toBe(isSkipped ? 'skipped' : 'holds');
    expect(skipped.length + claimsThat('skipped', result).length).toBeGreaterThan(0);
    const always = scenario.plan(worldOf(name).machine ?? makeMachine(), makeSetting()).skipped ?? [];
    for (const { label, why } of skipped) {
      const isForPython = always.every((each) => each.label !== label);
      if (isForPython) expect(why).toBe('python3 is not in PATH');
    }
  });

  it('tells nothing from a run that was stopped', () => {
    const stopped = holdsIn(name).map((trial) => ({ ...trial, state: 'interrupted' as const }));
    expect(judged(name, stopped)).toMatchObject({
      outcome: 'inconclusive',
      because: ['it was stopped before its end'],
      claims: [],
    });
  });

  it('gives each claim an ID of its own', () => {
    const ids = judged(name, holdsIn(name)).claims.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('fails where a worker dies of itself, and says which', () => {
    const fault = { message: 'exited with code 7 before its work was done', code: 'EXITED', signal: null };
    const [first, ...others] = holdsIn(name);
    const died = withWorkers(first as Observation, (_worker, index) =>
      index === 0 ? { state: 'failed', fault, endedOnPurpose: false } : {},
    );
    const result = judged(name, [died, ...others]);
    expect(result.outcome).toBe('fails');
    expect(result.because[0]).toContain('exited with code 7 before its work was done after');
  });

  it('says nothing that a plain terminal can’t show', () => {
    const { claims, story, question, hypothesis } = judged(name, holdsIn(name));
    const { asked } = scenario.plan(makeMachine(), makeSetting());
    const sentences = [
      question,
      hypothesis,
      asked,
      ...story,
      ...claims.flatMap(({ statement, expected, observed }) => [statement, expected, observed]),
    ];
    for (const sentence of sentences) {
      expect(toAscii(sentence).split('?').length, sentence).toBe(sentence.split('?').length);
    }
  });

  describe('plans', () => {
    const machines = [makeMachine(), SMT_MACHINE];
    const settings = machines.flatMap((machine) =>
      [null, 1, 3].flatMap((workers) =>
        [null, ...PIN_MODES].flatMap((pin) =>
          [true, false].map((quick) => ({
            machine,
            setting: makeSetting({ workers, pin, quick, cpus: machine.allowedCpus }),
          })),
        ),
      ),
    );

    it('the same for the same machine and setting', () => {
      for (const { machine, setting } of settings) {
        expect(scenario.plan(machine, setting)).toEqual(scenario.plan(machine, setting));
      }
    });

    it('workers that are numbered, named apart, and on CPUs that we were given', () => {
      for (const { machine, setting } of settings) {
        for (const { slots } of scenario.plan(machine, setting).trials) {
          expect(slots.map(({ index }) => index)).toEqual(slots.map((_, index) => index));
          expect(new Set(slots.map((slot) => slot.name)).size).toBe(slots.length);
          for (const { cpu } of slots) expect(cpu === null || setting.cpus.includes(cpu)).toBe(true);
        }
      }
    });

    it('less work when it shall be quick', () => {
      const work = (quick: boolean) =>
        scenario
          .plan(worldOf(name).machine ?? makeMachine(), makeSetting({ quick }))
          .trials.flatMap(({ slots, scratch }) => [
            ...slots.map(({ work: { amount, unitMs } }) =>
              'units' in amount ? amount.units * unitMs : amount.durationMs,
            ),
            scratch?.settleMs ?? 0,
          ])
          .reduce((sum, ms) => sum + ms, 0);
      expect(work(true)).toBeLessThan(work(false));
    });

    it('ten seconds of it, and two when it shall be quick', () => {
      for (const machine of [worldOf(name).machine ?? makeMachine(), SMT_MACHINE]) {
        const planned = (quick: boolean) =>
          scenario
            .plan(machine, makeSetting({ quick, cpus: machine.allowedCpus }))
            .trials.reduce((sum, { slots, scratch }) => {
              const each = slots.map(({ work: { amount, unitMs } }) =>
                'units' in amount ? amount.units * unitMs : amount.durationMs,
              );
              return sum + START_MS + Math.max(...each) + (scratch?.settleMs ?? 0);
            }, 0);
        expect(planned(false)).toBeLessThanOrEqual(10_000);
        expect(planned(true)).toBeLessThanOrEqual(2_000);
      }
    });

    it.each(scenario.engines)('workers of the %s engine when that was asked for', (engine) => {
      const { trials } = scenario.plan(makeMachine(), makeSetting({ engine }));
      expect(trials.flatMap(({ slots }) => slots.map((slot) => slot.engine))).toEqual(
        expect.arrayContaining([engine]),
      );
      expect(ENGINE_NAMES).toContain(engine);
    });
  });
});

it.each(['gil', 'gil-blocking', 'gil-release', 'threads-vs-processes'])(
  'the hypothesis of %s is another one where there is no GIL',
  (name) => {
    const scenario = SCENARIOS.find((each) => each.name === name);
    const hypothesisOn = (python: FoundPython) =>
      scenario?.plan(makeMachine({ python }), makeSetting()).hypothesis;
    expect(hypothesisOn(PYTHON)).toBeUndefined();
    expect(hypothesisOn(FREE_THREADED)).toMatch(/without a GIL/i);
  },
);

describe('where nothing can be pinned', () => {
  const unpinned = (name: string, change: Partial<Observation> = {}) =>
    holdsIn(name).map((trial) => ({
      ...withWorkers(trial, ({ askedCpu }) => (askedCpu === null ? {} : { pin: NO_TASKSET })),
      main: { ...trial.main, pin: NO_TASKSET },
      ...change,
    }));

  it.each(['multicore', 'affinity', 'shared-core'])('%s is inconclusive, however it looks', (name) => {
    expect(judged(name, unpinned(name)).outcome).toBe('inconclusive');
  });

  it.each(['affinity', 'shared-core'])(
    '%s is inconclusive when the workers then run side by side',
    (name) => {
      const sideBySide = { r: 1.95, d: 0.03, kind: 'PARALLEL' } as const;
      const result = judged(name, unpinned(name, sideBySide));
      expect(claimsThat('fails', result)).toEqual([]);
      expect(result.outcome).toBe('inconclusive');
    },
  );
});

describe('on a busy machine', () => {
  const UNLIKE: Readonly<Record<string, (trial: Observation) => Observation>> = {
    multicore: (trial) => ({ ...trial, wallNs: 5e9 }),
    affinity: (trial) => ({ ...trial, r: 0.4, d: 0.1, kind: 'MIXED' }),
    'shared-core': (trial) => ({
      ...withWorkers(trial, (_worker, index) => ({ runNs: index === 0 ? 0.9e9 : 0.1e9 })),
      r: 0.5,
      d: 0.2,
    }),
    // The formatting had no core, and so no GIL that a click could have waited for.
    'word-processor': (trial) =>
      trial.engine === 'python-threads'
        ? withWorkers(trial, ({ name, finding }) =>
            name === 'clicks' ? { finding: { ...(finding as object), medianLateNs: 1e6 } } : {},
          )
        : trial,
    'threading-library': (trial) =>
      withWorkers(trial, (_worker, index) => (index === 1 ? { waits: blockedIn('sleep') } : {})),
    gil: (trial) =>
      withWorkers(trial, ({ waits }, index) =>
        index === 1 && waits !== null ? { waits: { ...waits, locks: [OTHER_WORD] } } : {},
      ),
    native: (trial) =>
      trial.engine === 'python-threads'
        ? withWorkers(trial, () => ({ runNs: 0.2e9, runDelayNs: 0.5e9, waits: AT_GIL }))
        : trial,
    daemon: (trial) => ({
      ...withWorkers(trial, ({ endNs }) => ({ exitNs: (endNs ?? 0) + 2e9 })),
      files: ['daemon.txt', 'ref.txt', 'thread.txt', 'unref.txt'],
    }),
  };

  it.each(Object.entries(UNLIKE))('%s refutes nothing that the load alone can explain', (name, change) => {
    const quiet = judged(name, holdsIn(name).map(change));
    const busy = judged(
      name,
      holdsIn(name).map((trial) => ({ ...change(trial), conditions: BUSY })),
    );
    expect(quiet.outcome).toBe('fails');
    expect(busy.outcome).toBe('inconclusive');
    expect(busy.because).toContain('the machine was busy with other things meanwhile');
    const sensitive = quiet.claims.filter(({ loadSensitive }) => loadSensitive).map(({ id }) => id);
    expect(sensitive).toEqual(expect.arrayContaining(claimsThat('fails', quiet)));
    const open = new Set([...claimsThat('fails', quiet), ...claimsThat('inconclusive', quiet)]);
    expect(new Set(claimsThat('inconclusive', busy))).toEqual(open);
  });

  it('what load can’t explain still fails', () => {
    const [trial] = holdsIn('threads');
    const twoProcesses = withWorkers(trial as Observation, (_worker, index) =>
      index === 1 ? { pid: 999 } : {},
    );
    expect(judged('threads', [{ ...twoProcesses, conditions: BUSY }]).outcome).toBe('fails');
  });
});
