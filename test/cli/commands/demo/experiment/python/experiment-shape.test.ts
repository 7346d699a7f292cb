import { describe, expect, it } from 'vitest';
import {
  PYTHON_EXPERIMENT,
  trialsOn,
} from '../../../../../../src/cli/commands/demo/experiment/python/experiment-shape.ts';
import { judgementBeside } from '../../../../../../src/cli/commands/demo/experiment/python/judgement.ts';
import {
  PythonFunction,
  parsePython,
} from '../../../../../../src/cli/commands/demo/experiment/python/values.ts';
import { makeClaim } from '../../../../../fixtures/builders.ts';

const busy = new PythonFunction('busy', null);
const strange = parsePython('{"$python":"value","type":"set"}');
const claim = { statement: 'one at a time', trial: 'two threads', figure: 'busy', at_most: 1.15 };
const trials = {
  'two threads': { engine: 'threads', workers: { first: busy, second: { run: busy, cpu: 1 } } },
};
const right = { question: 'Is it?', hypothesis: 'It is.', trials, claims: { one: claim } };

const flaw = (change: object) => PYTHON_EXPERIMENT({ ...right, ...change }, '')?.message ?? null;
const inTrial = (change: object) =>
  flaw({ trials: { 'two threads': { ...trials['two threads'], ...change } } });
const inClaim = (change: object) => flaw({ claims: { one: { ...claim, ...change } } });

describe('an experiment in Python', () => {
  it('may leave out what has a default, and either its claims or its judge', () => {
    expect(flaw({})).toBeNull();
    expect(flaw({ name: 'mine', needs_cpus: 2, judge: busy })).toBeNull();
    const { claims: _, ...unclaimed } = right;
    expect(PYTHON_EXPERIMENT({ ...unclaimed, judge: busy }, '')).toBeNull();
    expect(PYTHON_EXPERIMENT(unclaimed, '')?.message).toMatch(
      /^claims must be a dict of one claim or more, where/,
    );
  });

  it.each([
    [flaw({ question: ' ' }), 'question must be a text that is not empty (it is " ")'],
    [flaw({ needs_cpus: 0 }), 'needs_cpus must be a whole number of at least 1 (it is 0)'],
    [flaw({ trials: {} }), /^trials must be a dict of one trial or more/],
    [flaw({ trials: [] }), /^trials must be a dict .* \(it is an empty list\)$/],
    [flaw({ judge: 1 }), 'judge must be a function (it is 1)'],
    [inTrial({ workers: {} }), /^trials\["two threads"\]\.workers must be a dict of one worker or more/],
    [inTrial({ workers: { '': busy } }), /^trials\["two threads"\]\.workers\[""\] must be under a name/],
    [
      inTrial({ workers: { a: { run: 2 } } }),
      'trials["two threads"].workers["a"].run must be a function (it is 2)',
    ],
    [
      inTrial({ workers: { a: new PythonFunction('f', 'it needs 2 arguments') } }),
      'trials["two threads"].workers["a"] can’t be called: it needs 2 arguments',
    ],
    [inTrial({ workers: { a: { rn: busy } } }), 'trials["two threads"].workers["a"].rn is an unknown field'],
    [flaw({ claims: strange }), 'claims must be a dict of claims (it is of type set)'],
    [flaw({ trials: { a: strange } }), 'trials["a"] must be a dict with workers (it is of type set)'],
    [inTrial({ seconds: 1, calls: 2 }), 'trials["two threads"] has seconds and calls'],
    [inTrial({ seconds: 0 }), 'trials["two threads"].seconds must be a number of seconds above 0 (it is 0)'],
    [
      inClaim({ figure: 'wall' }),
      /^claims\["one"\]\.figure must be busy, queued, busy \+ queued, processes or threads/,
    ],
    [
      inClaim({ at_least: 1 }),
      'claims["one"] must have one of at_least, at_most and equals (it has at_least and at_most)',
    ],
    [inClaim({ trial: 'none' }), 'claims["one"].trial must be two threads (it is "none")'],
  ])('is complained of: %s', (message, wanted) => {
    if (wanted instanceof RegExp) expect(message).toMatch(wanted);
    else expect(message).toBe(wanted);
  });

  it('pins workers to CPUs of this run alone', () => {
    expect(trialsOn([0, 1])(trials, 'trials')).toBeNull();
    expect(trialsOn([0])(trials, 'trials')?.message).toBe(
      'trials["two threads"].workers["second"].cpu must be None or one of this run’s CPUs, 0 (it is 1)',
    );
  });
});

describe('what judge() gives', () => {
  const JUDGEMENT = judgementBeside([makeClaim({ id: 'taken' })]);
  const judged = { statement: 's', expected: '1', observed: '1', holds: null };

  it('is claims at least, whose answer may be unknown', () => {
    expect(JUDGEMENT({ claims: { a: judged }, story: ['x'] }, 'judge()')).toBeNull();
    expect(JUDGEMENT({ claims: {} }, 'judge()')?.message).toMatch(/^judge\(\)\.claims must be a dict/);
    expect(JUDGEMENT(null, 'judge()')?.message).toBe('judge() must be a dict with claims (it is null)');
    expect(JUDGEMENT({ claims: { a: { ...judged, holds: 'no' } } }, 'judge()')?.message).toBe(
      'judge().claims["a"].holds must be true or false (it is "no")',
    );
    expect(JUDGEMENT({ claims: { taken: judged } }, 'judge()')?.message).toBe(
      'judge().claims["taken"] is among the file’s claims already',
    );
  });
});

describe('values of Python’s', () => {
  it('that JSON has no room for come as what they are', () => {
    const text =
      '[{"$python":"function","name":"f","complaint":null},{"$python":"value","type":"set"},{"a":null}]';
    const [called, set, plain] = parsePython(text) as [unknown, unknown, unknown];
    expect(called).toEqual(new PythonFunction('f', null));
    expect(flaw({ question: set })).toBe('question must be a text that is not empty (it is of type set)');
    expect(plain).toEqual({ a: null });
  });
});
