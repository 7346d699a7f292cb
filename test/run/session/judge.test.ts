import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../scenarios/index.ts';
import type { Claim, Scenario } from '../../../src/model/scenario.ts';
import type { Observation } from '../../../src/model/trial/observation.ts';
import type { Plan } from '../../../src/model/trial/plan.ts';
import { scenarioInWords } from '../../../src/report/words/scenario.ts';
import { outcomeOf, resultOf, tooSmall } from '../../../src/run/session/judge.ts';
import { trial } from '../../../src/scenario-api/index.ts';
import {
  BUSY,
  makeClaim,
  makeMachine,
  makeObservation,
  makeSetting,
  makeWorker,
} from '../../fixtures/builders.ts';
import { WITHOUT_PYTHON } from '../../fixtures/world.ts';

const FAULT = { message: 'exited with code 7 before its work was done', code: 'EXITED', signal: null };

function scenarioThat(...claims: readonly Claim[]): Scenario {
  return {
    name: 'sky',
    question: 'Which colour?',
    hypothesis: 'Blue.',
    needsCpus: 1,
    engines: [],
    follows: [],
    plan: () => ({ asked: '', trials: [] }),
    judge: () => ({ claims, story: ['we looked'] }),
  };
}

function planFor(observations: readonly Observation[]): Plan {
  return { asked: 'look up', trials: observations.map(({ label }) => trial(label, [])) };
}

function judge(claims: readonly Claim[], ...trials: readonly Partial<Observation>[]) {
  const observations = trials.length === 0 ? [makeObservation()] : trials.map(makeObservation);
  return scenarioInWords(
    resultOf(scenarioThat(...claims), observations, planFor(observations), makeMachine(), makeSetting()),
  );
}

describe('an experiment about Python', () => {
  const without = (outcome: Claim['outcome'], isAboutPython: boolean) => {
    const observations = [makeObservation()];
    const scenario = { ...scenarioThat(makeClaim({ outcome })), isAboutPython };
    return scenarioInWords(
      resultOf(scenario, observations, planFor(observations), WITHOUT_PYTHON, makeSetting()),
    );
  };

  it.each(['holds', 'inconclusive'] as const)(
    'is skipped without one, where its other claims say %s',
    (outcome) => {
      expect(without(outcome, true)).toMatchObject({
        outcome: 'skipped',
        because: ['it is about Python, and python3 is not in PATH'],
        story: ['we looked'],
      });
      expect(without(outcome, false).outcome).toBe(outcome);
    },
  );

  it('fails where a claim of Node’s does', () => {
    expect(without('fails', true).outcome).toBe('fails');
  });

  it.each(['gil', 'gil-blocking', 'gil-release'])('is %s', (name) => {
    expect(SCENARIOS.find((scenario) => scenario.name === name)?.isAboutPython).toBe(true);
  });
});

describe('outcomeOf', () => {
  const of = (...outcomes: Claim['outcome'][]) =>
    outcomeOf(outcomes.map((outcome) => makeClaim({ outcome })));

  it('is the worst of the claims', () => {
    expect(of('holds', 'holds')).toBe('holds');
    expect(of('holds', 'inconclusive')).toBe('inconclusive');
    expect(of('inconclusive', 'fails', 'holds')).toBe('fails');
  });

  it('is inconclusive where nothing was claimed', () => {
    expect(of()).toBe('inconclusive');
  });

  it('holds only where each claim does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('holds', 'fails', 'inconclusive')), (outcomes) => {
        const all = outcomes.length > 0 && outcomes.every((outcome) => outcome === 'holds');
        expect(of(...outcomes) === 'holds').toBe(all);
      }),
    );
  });
});

describe('resultOf', () => {
  it('says that all claims hold', () => {
    expect(judge([makeClaim(), makeClaim({ id: 'sea' })])).toMatchObject({
      name: 'sky',
      question: 'Which colour?',
      hypothesis: 'Blue.',
      asked: 'look up',
      outcome: 'holds',
      because: ['all 2 claims hold'],
      story: ['we looked'],
    });
  });

  it('gives every claim that failed as a reason, and those alone', () => {
    const claims = [
      makeClaim(),
      makeClaim({ statement: 'the sea is blue', observed: 'green', outcome: 'fails' }),
      makeClaim({ statement: 'the sun is red', outcome: 'inconclusive' }),
      makeClaim({ statement: 'the moon is blue', observed: 'grey', outcome: 'fails' }),
    ];
    expect(judge(claims)).toMatchObject({
      outcome: 'fails',
      because: [
        'the sea is blue: expected blue, observed green',
        'the moon is blue: expected blue, observed grey',
      ],
    });
  });

  it('excuses what a busy machine can explain, and nothing else', () => {
    const sensitive = makeClaim({ outcome: 'fails', observed: 'grey', loadSensitive: true });
    const solid = makeClaim({ outcome: 'fails', observed: 'grey' });
    expect(judge([sensitive], { conditions: BUSY })).toMatchObject({
      outcome: 'inconclusive',
      because: [
        'the sky is blue: expected blue, observed grey',
        'the machine was busy with other things meanwhile',
      ],
      causes: [{ kind: 'neighbours' }],
      claims: [{ outcome: 'inconclusive' }],
    });
    expect(judge([solid], { conditions: BUSY }).outcome).toBe('fails');
    expect(judge([sensitive]).outcome).toBe('fails');
  });

  it('excuses what workers can explain that were kept from their CPUs, where no neighbours are seen', () => {
    const sensitive = makeClaim({ outcome: 'fails', observed: 'grey', loadSensitive: true });
    const solid = makeClaim({ outcome: 'fails', observed: 'grey' });
    const kept = { workers: [makeWorker({ runNs: 0.6e9, runDelayNs: 0.3e9 })] };
    expect(judge([sensitive], kept)).toMatchObject({
      outcome: 'inconclusive',
      because: [
        'the sky is blue: expected blue, observed grey',
        'workers were queued for a CPU meanwhile, though there was one for each',
      ],
      causes: [],
    });
    expect(judge([solid], kept).outcome).toBe('fails');
  });

  it('takes the machine for busy where it was so in any trial', () => {
    const sensitive = makeClaim({ outcome: 'fails', loadSensitive: true });
    expect(judge([sensitive], {}, { conditions: BUSY }).outcome).toBe('inconclusive');
  });

  it('never makes a claim worse, however busy the machine is', () => {
    expect(judge([makeClaim({ loadSensitive: true })], { conditions: BUSY })).toMatchObject({
      outcome: 'holds',
      because: ['its one claim holds'],
    });
  });

  it('fails for a worker that died, though all claims hold', () => {
    const dead = makeWorker({
      name: 'w1',
      tid: 101,
      fault: FAULT,
      state: 'failed',
      unitsDone: 50,
      units: 100,
    });
    expect(judge([makeClaim()], { state: 'failed', workers: [dead] })).toMatchObject({
      outcome: 'fails',
      because: ['w1 (PID 100, TID 101) exited with code 7 before its work was done after 50 of 100 units'],
    });
  });

  it('names a process by its PID alone, and a worker that never was by its name alone', () => {
    const dead = { fault: FAULT, state: 'failed', unitsDone: 1, units: null } as const;
    const { because } = judge([makeClaim()], {
      workers: [
        makeWorker({ ...dead, name: 'fork', pid: 7, tid: 7 }),
        makeWorker({ ...dead, name: 'nobody', pid: null, tid: null }),
      ],
    });
    expect(because).toEqual([
      'fork (PID 7) exited with code 7 before its work was done after 1 unit',
      'nobody exited with code 7 before its work was done after 1 unit',
    ]);
  });

  it('quotes what the worker’s own code threw', () => {
    const thrown = { message: 'no such number', code: null, signal: null };
    const dead = makeWorker({
      name: 'w1',
      pid: null,
      fault: thrown,
      state: 'failed',
      unitsDone: 3,
      units: 4,
    });
    expect(judge([makeClaim()], { workers: [dead] }).because[0]).toBe(
      'w1 failed after 3 of 4 units: no such number',
    );
  });

  it('quotes it too where it sounds like an end that we saw', () => {
    const thrown = { message: 'hung: up on the phone', code: null, signal: null };
    const dead = makeWorker({ name: 'w1', pid: null, fault: thrown, unitsDone: 3, units: 4 });
    expect(judge([makeClaim()], { workers: [dead] }).because[0]).toBe(
      'w1 failed after 3 of 4 units: hung: up on the phone',
    );
  });

  it('says of a worker that a signal ended that it did', () => {
    const killed = { message: 'was killed by SIGKILL', code: null, signal: 'SIGKILL' };
    const dead = makeWorker({ name: 'w1', pid: null, fault: killed, unitsDone: 3, units: 4 });
    expect(judge([makeClaim()], { workers: [dead] }).because[0]).toBe(
      'w1 was killed by SIGKILL after 3 of 4 units',
    );
  });

  it('does not count a death that the experiment wanted', () => {
    const killed = makeWorker({ fault: FAULT, state: 'killed', endedOnPurpose: true });
    expect(judge([makeClaim()], { workers: [killed] }).outcome).toBe('holds');
  });

  it('judges nothing where one trial was stopped', () => {
    const scenario = { ...scenarioThat(), judge: () => expect.unreachable('it judged half a run') };
    const trials = [makeObservation(), makeObservation({ state: 'interrupted' })];
    expect(
      scenarioInWords(resultOf(scenario, trials, planFor(trials), makeMachine(), makeSetting())),
    ).toMatchObject({
      outcome: 'inconclusive',
      because: ['it was stopped before its end'],
      trials: { length: 2 },
    });
  });
});

it('runs nothing on a machine that is too small, and says so', () => {
  const scenario = { ...scenarioThat(), needsCpus: 2 };
  expect(scenarioInWords(tooSmall(scenario, 1))).toMatchObject({
    outcome: 'inconclusive',
    because: ['it needs 2 usable CPUs, and this run has 1'],
    asked: 'nothing was run',
    trials: [],
  });
  expect(scenarioInWords(tooSmall({ ...scenario, needsCpus: 4 }, 2)).because).toEqual([
    'it needs 4 usable CPUs, and this run has 2',
  ]);
});
