import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../../../scenarios/index.ts';
import { builtFile } from '../../../../../src/base/files/package-root.ts';
import {
  JUDGEMENT,
  planShape,
  SCENARIO,
} from '../../../../../src/cli/commands/demo/experiment/scenario-shape.ts';
import { left, right } from '../../../../../src/scenario-api/index.ts';
import {
  makeClaim,
  makeMachine,
  makeSetting,
  makeSlot,
  makeTrialPlan,
} from '../../../../fixtures/builders.ts';

const PLAN = planShape({ cpus: [0, 1], isFile: (path) => path.endsWith('.cjs'), complaint: () => null });

const scenario = {
  name: 'mine',
  question: 'Is it?',
  hypothesis: 'It is.',
  needsCpus: 1,
  engines: ['threads'],
  follows: ['workers'],
  plan: () => ({}),
  judge: () => ({}),
};
const work = makeSlot().work;
const one = makeSlot({ engine: 'threads' });
const two = makeSlot({ index: 1, name: 'w2', engine: 'processes', cpu: 1 });
const fault = { kind: 'kill', at: { share: 0.5 }, partOfExperiment: true };

/** A plan of two workers, the second one changed. */
function planWith(change: object): object {
  return { asked: 'two workers', trials: [makeTrialPlan({ slots: [one, { ...two, ...change }] })] };
}

const withTrial = (change: object) => ({ asked: 'a', trials: [{ ...makeTrialPlan(), ...change }] });
const withWork = (change: object) => planWith({ work: { ...work, ...change } });
const TABLE = { title: 't', columns: [left('a'), right('b')], rows: [['1', '2']] };
const withTable = (table: object) => ({ ...withClaim({}), tables: [table] });
const withClaim = (change: object) => ({ claims: [{ ...makeClaim(), ...change }], story: [] });

describe('what an experiment exports', () => {
  it('is taken as it is where it is right', () => {
    expect(SCENARIO(scenario, '')).toBeNull();
    expect(SCENARIO({ ...scenario, shuffleTrials: true }, '')).toBeNull();
  });

  it.each(SCENARIOS.map((built) => [built.name, built] as const))('is right in %s', (_name, built) => {
    expect(SCENARIO(built, '')).toBeNull();
    const planned = built.plan(makeMachine(), makeSetting());
    const shape = planShape({
      cpus: [0, 1],
      isFile: (path) => path.startsWith(builtFile()),
      complaint: () => null,
    });
    expect(shape(planned, 'plan()')).toBeNull();
  });

  it.each([
    [{ name: 'my experiment' }, 'name must be letters, digits and hyphens (it is "my experiment")'],
    [{ question: ' ' }, 'question must be a text that is not empty (it is " ")'],
    [{ hypothesis: undefined }, 'hypothesis must be a text that is not empty (it is missing)'],
    [{ needsCpus: 'two' }, 'needsCpus must be a whole number of at least 1 (it is "two")'],
    [{ needsCpus: 0 }, 'needsCpus must be a whole number of at least 1 (it is 0)'],
    [{ engines: 'threads' }, 'engines must be a list of engines (it is "threads")'],
    [
      { engines: ['loop', 'fibres'] },
      'engines[1] must be threads, processes, pool, loop, python-threads or python-processes (it is "fibres")',
    ],
    [{ follows: ['step'] }, 'follows[0] must be workers, pin, steps, stepMs or call (it is "step")'],
    [{ shuffleTrials: 1 }, 'shuffleTrials must be true or false (it is 1)'],
    [{ usesPython: 'yes' }, 'usesPython must be true or false (it is "yes")'],
    [{ plan: {} }, 'plan must be a function (it is {})'],
    [{ judge: undefined }, 'judge must be a function (it is missing)'],
    [{ juge: 1 }, 'juge is an unknown field'],
  ])('names the field that is wrong: %j', (change, message) => {
    expect(SCENARIO({ ...scenario, ...change }, '')?.message).toBe(message);
  });

  it('says what was meant', () => {
    expect(SCENARIO({ ...scenario, folows: [] }, '')?.hint).toBe('Did you mean follows?');
    expect(SCENARIO({ ...scenario, engines: ['thread'] }, '')?.hint).toBe('Did you mean threads?');
    expect(SCENARIO({ ...scenario, zzzzzzzzz: 1 }, '')?.hint).toMatch(/^There are name, order, question, /);
  });

  it.each([
    [undefined, 'missing'],
    [null, 'null'],
    [5, '5'],
    [[], 'an empty list'],
    [() => 1, 'a function'],
  ])('is an object, not %s', (value, shown) => {
    expect(SCENARIO(value, '')?.message).toBe(
      `the default export must be the result of defineScenario({ … }) (it is ${shown})`,
    );
  });
});

describe('what plan() gives', () => {
  it('is taken as it is where it is right', () => {
    expect(PLAN(planWith({}), 'plan()')).toBeNull();
    expect(PLAN(planWith({ fault, cpu: null }), 'plan()')).toBeNull();
    expect(
      PLAN(withWork({ amount: { durationMs: 0.5 }, params: { a: [1, { b: null }] } }), 'plan()'),
    ).toBeNull();
    expect(PLAN(planWith({ env: { A: '1' } }), 'plan()')).toBeNull();
    expect(PLAN({ asked: 'a', trials: [], skipped: [{ label: 'l', why: 'w' }] }, 'plan()')).toBeNull();
    expect(PLAN(withTrial({ mainCpu: 0, scratch: { settleMs: 5 }, watchGlobal: 'g' }), 'plan()')).toBeNull();
  });

  it.each([
    [undefined, 'plan() must be an object with asked and trials (it is missing)'],
    [{ asked: '', trials: [] }, 'plan().asked must be a text that is not empty (it is "")'],
    [{ asked: 'a', trials: [] }, 'plan().trials must be a list of one trial or more (it is an empty list)'],
    [{ asked: 'a', trial: [] }, 'plan().trial is an unknown field'],
    [
      { asked: 'a', trials: [makeTrialPlan(), makeTrialPlan()] },
      'plan().trials[1].label must be unlike those before it (it is "a trial")',
    ],
    [withTrial({ label: 5 }), 'plan().trials[0].label must be a text that is not empty (it is 5)'],
    [
      withTrial({ slots: [] }),
      'plan().trials[0].slots must be a list of one worker or more (it is an empty list)',
    ],
    [
      withTrial({ slots: [one, null] }),
      'plan().trials[0].slots[1] must be a worker, from slot() (it is null)',
    ],
    [withTrial({ onePerCpu: 1 }), 'plan().trials[0].onePerCpu must be true or false (it is 1)'],
    [
      withTrial({ mainCpu: 2 }),
      'plan().trials[0].mainCpu must be null or one of this run’s CPUs, 0-1 (it is 2)',
    ],
    [withTrial({ census: 'no' }), 'plan().trials[0].census must be true or false (it is "no")'],
    [withTrial({ scratch: 5 }), 'plan().trials[0].scratch must be null or { settleMs } (it is 5)'],
    [
      withTrial({ watchGlobal: '' }),
      'plan().trials[0].watchGlobal must be a text that is not empty (it is "")',
    ],
    [
      withTrial({ profiling: undefined }),
      'plan().trials[0].profiling must be null: only compare and scale take profiles (it is missing)',
    ],
    [planWith({ index: 5 }), 'plan().trials[0].slots[1].index must be 1, its place in the list (it is 5)'],
    [planWith({ name: 'w1' }), 'plan().trials[0].slots[1].name must be unlike those before it (it is "w1")'],
    [
      planWith({ engine: 'forks' }),
      'plan().trials[0].slots[1].engine must be threads, processes, pool, loop, python-threads or python-processes (it is "forks")',
    ],
    [
      planWith({ cpu: 7 }),
      'plan().trials[0].slots[1].cpu must be null or one of this run’s CPUs, 0-1 (it is 7)',
    ],
    [planWith({ env: 5 }), 'plan().trials[0].slots[1].env must be an object of texts (it is 5)'],
    [planWith({ env: { A: 1 } }), 'plan().trials[0].slots[1].env.A must be a text (it is 1)'],
    [
      { asked: 'a', trials: [], skipped: [{ label: 'in Python' }] },
      'plan().skipped[0].why must be a text that is not empty (it is missing)',
    ],
    [planWith({ cpus: 1 }), 'plan().trials[0].slots[1].cpus is an unknown field'],
    [planWith({ leaveMs: -1 }), 'plan().trials[0].slots[1].leaveMs must be a number of ms (it is -1)'],
    [planWith({ fault: 'kill' }), 'plan().trials[0].slots[1].fault must be null or a fault (it is "kill")'],
    [
      planWith({ fault: { ...fault, kind: 'kil' } }),
      'plan().trials[0].slots[1].fault.kind must be throw, exit, oom, hang or kill (it is "kil")',
    ],
    [
      planWith({ fault: { ...fault, at: { share: 2 } } }),
      'plan().trials[0].slots[1].fault.at.share must be a share from 0 to 1 (it is 2)',
    ],
    [
      planWith({ fault: { ...fault, at: { unit: -1 } } }),
      'plan().trials[0].slots[1].fault.at.unit must be a whole number of at least 0 (it is -1)',
    ],
    [
      withWork({ module: './work.cjs' }),
      'plan().trials[0].slots[1].work.module must be the absolute path of an existing module (it is "./work.cjs")',
    ],
    [
      withWork({ module: '/gone.mjs' }),
      'plan().trials[0].slots[1].work.module must be the absolute path of an existing module (it is "/gone.mjs")',
    ],
    [
      withWork({ params: { fn: () => 1 } }),
      'plan().trials[0].slots[1].work.params must be an object of plain JSON data (it is { fn: [Function: fn] })',
    ],
    [
      withWork({ amount: 5 }),
      'plan().trials[0].slots[1].work.amount must be { units } or { durationMs } (it is 5)',
    ],
    [
      withWork({ amount: { units: 1.5 } }),
      'plan().trials[0].slots[1].work.amount.units must be a whole number of at least 1 (it is 1.5)',
    ],
    [
      withWork({ amount: { durationMs: Number.POSITIVE_INFINITY } }),
      'plan().trials[0].slots[1].work.amount.durationMs must be a number of ms above 0 (it is Infinity)',
    ],
    [
      withWork({ amount: { units: 1, durationMs: 1 } }),
      'plan().trials[0].slots[1].work.amount.durationMs is an unknown field',
    ],
    [
      withWork({ unitMs: 0 }),
      'plan().trials[0].slots[1].work.unitMs must be a number of ms above 0 (it is 0)',
    ],
  ])('names the field that is wrong: %j', (given, message) => {
    expect(PLAN(given, 'plan()')?.message).toBe(message);
  });

  it('refuses parameters that refer to themselves', () => {
    const params: Record<string, unknown> = {};
    params.again = params;
    expect(PLAN(withWork({ params }), 'plan()')?.message).toContain(
      'work.params must be an object of plain JSON data',
    );
  });

  it('tells what is wrong with a function that is to be called', () => {
    const shape = planShape({ cpus: [0, 1], isFile: () => true, complaint: () => 'no function bsy' });
    expect(shape(planWith({}), 'plan()')?.message).toBe('plan().trials[0].slots[0].work: no function bsy');
  });
});

describe('what judge() gives', () => {
  it('is taken as it is where it is right', () => {
    expect(JUDGEMENT({ claims: [makeClaim()], story: ['it was'] }, 'judge()')).toBeNull();
    expect(JUDGEMENT(withClaim({ observed: '' }), 'judge()')).toBeNull();
    expect(JUDGEMENT({ ...withTable(TABLE), picture: ['─┐'] }, 'judge()')).toBeNull();
  });

  it.each([
    [null, 'judge() must be an object with claims and story (it is null)'],
    [{ claims: [], story: [] }, 'judge().claims must be a list of one claim or more (it is an empty list)'],
    [{ claims: [makeClaim()] }, 'judge().story must be a list of texts (it is missing)'],
    [{ claims: [makeClaim()], story: [1] }, 'judge().story[0] must be a text (it is 1)'],
    [{ ...withClaim({}), stories: [] }, 'judge().stories is an unknown field'],
    [
      { claims: [makeClaim(), makeClaim()], story: [] },
      'judge().claims[1].id must be unlike those before it (it is "sky")',
    ],
    [withTable({ ...TABLE, rows: [['1', 2]] }), 'judge().tables[0].rows[0][1] must be a text (it is 2)'],
    [
      withTable({ ...TABLE, rows: [['1', '2'], ['3']] }),
      'judge().tables[0].rows[1] must be a list of 2, a cell for each column (it is a list of 1)',
    ],
    [
      withTable({ ...TABLE, columns: [{ title: 'a', align: 'centre' }] }),
      'judge().tables[0].columns[0].align must be left or right (it is "centre")',
    ],
    [{ ...withClaim({}), picture: 'x' }, 'judge().picture must be a list of texts (it is "x")'],
    [withClaim({ id: '' }), 'judge().claims[0].id must be a text that is not empty (it is "")'],
    [
      withClaim({ statement: null }),
      'judge().claims[0].statement must be a text that is not empty (it is null)',
    ],
    [withClaim({ expected: 2 }), 'judge().claims[0].expected must be a text (it is 2)'],
    [withClaim({ observed: undefined }), 'judge().claims[0].observed must be a text (it is missing)'],
    [
      withClaim({ outcome: true }),
      'judge().claims[0].outcome must be holds, fails, inconclusive or skipped (it is true)',
    ],
    [
      withClaim({ loadSensitive: 'no' }),
      'judge().claims[0].loadSensitive must be true or false (it is "no")',
    ],
  ])('names the field that is wrong: %j', (given, message) => {
    expect(JUDGEMENT(given, 'judge()')?.message).toBe(message);
  });
});

describe('whatever it is given', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  });
  const almost = fc.record(
    { asked: fc.string(), trials: fc.array(fc.record({ label: anything, slots: fc.array(anything) })) },
    { requiredKeys: [] },
  );

  it('the check answers in a line, and never throws', () => {
    const shapes = [SCENARIO, PLAN, JUDGEMENT];
    fc.assert(
      fc.property(fc.constantFrom(...shapes), fc.oneof(anything, almost), (shape, value) => {
        const found = shape(value, 'it');
        expect(found?.message).toMatch(/^it[^\n]* (must be|is an unknown field)/);
      }),
    );
  });

  it('one wrong value in the place of a right one is found', () => {
    const right = planWith({}) as { trials: { slots: Record<string, unknown>[] }[] };
    const fields = Object.keys(two);
    fc.assert(
      fc.property(
        fc.constantFrom(...fields),
        fc.constantFrom(Number.NaN, {}, [[]], Symbol('x'), 3n),
        (field, wrong) => {
          const [trial] = right.trials;
          const slots = [trial?.slots[0], { ...trial?.slots[1], [field]: wrong }];
          const found = PLAN({ ...right, trials: [{ ...trial, slots }] }, 'plan()');
          expect(found?.message).toContain(`plan().trials[0].slots[1].${field}`);
        },
      ),
    );
  });
});
