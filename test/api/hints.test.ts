import { describe, expect, it } from 'vitest';
import { inOptions, noticesInOptions, optionHint } from '../../src/api/option-hints.ts';
import type { ErrorFacts } from '../../src/base/errors/errors.ts';
import { ConcurError, usageError } from '../../src/base/errors/errors.ts';
import { noticesInFlags } from '../../src/cli/documents/notices.ts';
import { flagHint, inFlags } from '../../src/cli/flag-hints.ts';
import type { Notice } from '../../src/model/notice.ts';

const known = ['compute', 'primes'];

describe('what to do about a refusal', () => {
  it.each<[ErrorFacts, string, string]>([
    [
      { kind: 'unknown-workload', name: 'primez', known },
      'Did you mean --workload primes?',
      "Did you mean 'primes'?",
    ],
    [
      { kind: 'unknown-workload', name: 'zzzzz', known },
      'Try --workload compute.',
      "Pass 'compute', or a function of yours: new URL('./work.js#name', import.meta.url).",
    ],
    [
      { kind: 'wrong-workload', example: 'message:how=transfer', isMeant: true },
      'Did you mean --workload message:how=transfer?',
      "Did you mean 'message:how=transfer'?",
    ],
    [
      { kind: 'wrong-workload', example: 'sleep:time=5ms', isMeant: false },
      'Try --workload sleep:time=5ms.',
      "Pass 'sleep:time=5ms'.",
    ],
    [
      { kind: 'wrong-language', engine: 'python-threads', language: 'Python' },
      'Try concur demo gil.',
      'Leave python-threads out of engines.',
    ],
    [
      { kind: 'incapable-engine', engine: 'processes', why: 'no memory in common' },
      'Leave processes out.',
      'Leave processes out of engines.',
    ],
    [
      { kind: 'too-few-units', units: 3, workers: 4 },
      'Try --units 40, or -w 3.',
      'Pass units: 40, or workers: 3.',
    ],
    [{ kind: 'too-many-workers', workers: 11, most: 10 }, 'Try -w 10.', 'Pass workers: 10.'],
    [{ kind: 'too-many-workers', workers: 5000, most: 2048 }, 'Try -w 64.', 'Pass workers: 64.'],
    [
      { kind: 'different-versions' },
      'Where versions may give different results: --allow-different.',
      'Where versions may give different results, pass allowDifferent: true.',
    ],
    [
      { kind: 'several-engines', engine: 'threads' },
      'Name one: --engine threads.',
      "Pass one: engines: ['threads'].",
    ],
    [{ kind: 'several-pythons' }, 'Name one --python.', 'Pass one python.'],
    [
      { kind: 'hung' },
      'Where a unit may take that long, say how long all may take: --timeout 10m.',
      'Where a unit may take that long, pass a longer unitTimeout, in milliseconds.',
    ],
  ])('%j is said in flags, and in options', (facts, inShell, inProgram) => {
    expect([flagHint(facts), optionHint(facts)]).toEqual([inShell, inProgram]);
  });

  it('keeps all else of the error', () => {
    const cause = new Error('why');
    const facts = { kind: 'hung' } as const;
    const error = new ConcurError('USER_CODE', 'it hung', { facts, cause });
    for (const worded of [inFlags(error), inOptions(error) as ConcurError]) {
      const { code, message, stack } = error;
      expect(worded).toMatchObject({ code, message, stack, cause, facts });
      expect(worded.hint).not.toBeNull();
    }
  });

  it('leaves what has no facts as it is', () => {
    const known = usageError('wrong', 'Do right.');
    expect(inFlags(known)).toBe(known);
    for (const error of [known, new TypeError('wrong'), 'a text']) expect(inOptions(error)).toBe(error);
  });
});

it('the warnings of a series say what to type, or what to pass', () => {
  const notices: readonly Notice[] = [
    { code: 'TOO_FEW_RUNS', rounds: 1, units: 10 },
    { code: 'RUN_TOO_SHORT', workNs: 1, units: 24 },
    { code: 'AFFINITY_UNKNOWN' },
  ];
  const hints = (inWords: typeof noticesInFlags) => inWords(notices).map(({ hint }) => hint);
  expect(hints(noticesInFlags)).toEqual([
    'Use more time (--budget 2m) or fewer units (--units).',
    'Try more units: --units 480.',
    null,
  ]);
  expect(hints(noticesInOptions)).toEqual([
    'Pass a larger budget, or fewer units.',
    'Pass more units: 480.',
    null,
  ]);
});
