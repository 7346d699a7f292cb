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
      inTrial({ workers: { a: new PythonFunction('f', ['a', 'b']) } }),
      'trials["two threads"].workers["a"] can’t be called: it needs 2 arguments (a, b), and is given one: its index',
    ],
    [inTrial({ workers: { a: { rn: busy } } }), 'trials["two threads"].workers["a"].rn is an unknown field'],
    [flaw({ claims: strange }), 'claims must be a dict of claims (it is of type set)'],
    [flaw({ trials: { a: strange } }), 'trials["a"] must be a dict with workers (it is of type set)'],
    [inTrial({ seconds: 1, calls: 2 }), 'trials["two threads"] has seconds and calls'],
    [inTrial({ seconds: 0 }), 'trials["two threads"].seconds must be a number of seconds above 0 (it is 0)'],
    [
      inClaim({ figure: 'wall' }),
      /^claims\["one"\]\.figure must be busy, queued, busy \+ queued, processes, threads, cpus or calls/,
    ],
    [
      inClaim({ equals: 1 }),
      'claims["one"] must have at_least, at_most or both, or equals (it has at_most and equals)',
    ],
    [inClaim({ at_least: 1 }), null],
    [inClaim({ at_least: 2 }), 'claims["one"].at_least must be at most 1.15, as at_most is (it is 2)'],
    [inClaim({ over: 'none' }), 'claims["one"].over must be two threads (it is "none")'],
    [
      flaw({ judge: new PythonFunction('judge', ['a', 'b']) }),
      'judge can’t be called: it needs 2 arguments (a, b), and is given one: the evidence',
    ],
    [
      flaw({ trials: new PythonFunction('trials', ['a', 'b', 'c']) }),
      'trials can’t be called: it needs 3 arguments (a, b, c), and is given one: the setting',
    ],
    [flaw({ trials: busy, claims: busy }), null],
    [flaw({ follows: ['worker'] }), 'follows[0] must be workers, pin, steps or stepMs (it is "worker")'],
    [inClaim({ trial: 'none' }), 'claims["one"].trial must be two threads (it is "none")'],
  ])('is complained of: %s', (message, wanted) => {
    if (wanted === null) expect(message).toBeNull();
    else if (wanted instanceof RegExp) expect(message).toMatch(wanted);
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
      'judge().claims["a"].holds must be True, False or None (it is "no")',
    );
    expect(JUDGEMENT({ claims: { taken: judged } }, 'judge()')?.message).toBe(
      'judge().claims["taken"] is among the file’s claims already',
    );
    const inherited = judgementBeside([makeClaim({ id: 'constructor' })]);
    expect(inherited({ claims: { a: judged } }, 'judge()')).toBeNull();
  });
});

describe('values of Python’s', () => {
  it('that JSON has no room for come as what they are', () => {
    const text =
      '[{"$python":"function","name":"f","needs":null},{"$python":"value","type":"set"},{"a":null}]';
    const [called, set, plain] = parsePython(text) as [unknown, unknown, unknown];
    expect(called).toEqual(new PythonFunction('f', null));
    expect(flaw({ question: set })).toBe('question must be a text that is not empty (it is of type set)');
    expect(plain).toEqual({ a: null });
  });
});
