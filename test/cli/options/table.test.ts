import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConcurError } from '../../../src/base/errors/errors.ts';
import type { OptionRow } from '../../../src/cli/options/rows/row.ts';
import { OPTIONS, optionsOf } from '../../../src/cli/options/table.ts';
import { COMMAND_NAMES, COMMANDS } from '../../../src/cli/program/table.ts';
import { BUILT_IN_NAMES } from '../../../src/workloads/catalog/built-in.ts';

const ROWS = Object.entries(OPTIONS) as [string, OptionRow][];

function parse(name: keyof typeof OPTIONS, text: string, before?: unknown): unknown {
  return (OPTIONS[name] as OptionRow).parse?.(text, before);
}

/** The option’s own name as commander makes it from its flags: `--step-time` is `stepTime`, `--no-x` is `x`. */
function nameFrom(flags: string): string {
  const long = /--(?:no-)?([a-z-]+)/.exec(flags)?.[1] ?? '';
  return long.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

describe('the table of options', () => {
  it.each(ROWS)('calls %s as its flag is written', (name, { flags }) => {
    // `compare` and `scale` take a list where the others take a number of workers, or an engine; `watch` requires something of a program, and not of a machine; `map`
    // reads lines alone; it and a host have fewer engines; a run that has a name is one on hosts.
    const shared: Readonly<Record<string, string>> = {
      workerCounts: 'workers',
      hostCounts: 'hosts',
      requirements: 'require',
      lines: 'input',
      mapEngine: 'engine',
      hostEngine: 'engine',
      runName: 'run',
      engines: 'engine',
    };
    expect(nameFrom(flags)).toBe(shared[name] ?? name);
  });

  it.each(ROWS)(
    'reads a value for %s exactly where its flags take one',
    (_name, { flags, parse: read, of }) => {
      expect(read !== undefined).toBe(/<.+>/.test(flags));
      expect(of.length).toBeGreaterThan(0);
    },
  );

  it('names every built-in workload', () => {
    for (const name of BUILT_IN_NAMES) expect(OPTIONS.workload.description).toContain(name);
  });

  it.each(ROWS)('gives %s to commands and groups that there are', (_name, { of }) => {
    const owners = COMMANDS.flatMap(({ name, takes }): string[] => [name, ...takes]);
    for (const owner of of) expect(owners).toContain(owner);
  });

  it('gives no flag to two options of one command', () => {
    expect(COMMAND_NAMES).toContain('scale');
    for (const command of COMMANDS) {
      const rows = optionsOf(command);
      const flags = rows.flatMap(([, row]) => row.flags.match(/(?<![\w-])--?[a-z-]+/g) ?? []);
      expect(new Set(flags).size).toBe(flags.length);
      expect(flags.length).toBeGreaterThanOrEqual(rows.length);
    }
  });

  it('answers any text with a value or with a usage error that names the flag or shows the text', () => {
    const readers = ROWS.flatMap(([, row]) => (row.parse === undefined ? [] : [row.parse]));
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z=@,:.-]{0,10}$/));
    fc.assert(
      fc.property(fc.constantFrom(...readers), text, (read, typed) => {
        try {
          expect(read(typed, undefined)).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(ConcurError);
          expect(error).toMatchObject({ code: 'USAGE', message: expect.stringContaining(typed) });
        }
      }),
    );
  });
});

describe('numbers', () => {
  it.each([
    ['workers', '1', 1],
    ['workers', ' 12 ', 12],
    ['workers', '007', 7],
    ['steps', '100', 100],
    ['seed', '0', 0],
  ] as const)('reads %s %j', (name, text, value) => {
    expect(parse(name, text)).toBe(value);
  });

  it.each([
    ['workers', '0', '-w 0 is not a whole number of 1 or more'],
    ['workers', '-1', '-w -1 is not a whole number of 1 or more'],
    ['workers', '1.5', '-w 1.5 is not a whole number'],
    ['workers', 'two', '-w two is not a whole number'],
    ['workers', '', '-w  is not a whole number'],
    ['workers', '1e3', '-w 1e3 is not a whole number'],
    ['workers', '9007199254740993', 'is not a whole number'],
    ['steps', '0', '--steps 0 is not a whole number of 1 or more'],
    ['seed', '-1', '--seed -1 is not a whole number of 0 or more'],
  ] as const)('refuses %s %j', (name, text, message) => {
    expect(() => parse(name, text)).toThrow(message);
  });

  it('says what to type instead', () => {
    expect(() => parse('workers', '0')).toThrow(expect.objectContaining({ hint: 'Try -w 2.' }));
  });
});

describe('choices', () => {
  it('takes what is listed, the hidden engine too', () => {
    expect(parse('pin', 'siblings')).toBe('siblings');
    expect(parse('engine', 'fake')).toBe('fake');
    expect(parse('color', 'never')).toBe('never');
  });

  it('lists them for what it does not know, without the hidden engine, and suggests the nearest', () => {
    expect(() => parse('engine', 'thread')).toThrow(
      expect.objectContaining({
        message:
          '--engine thread is unknown; it takes threads, processes, pool, loop, python-threads or python-processes',
        hint: 'Did you mean --engine threads?',
      }),
    );
    expect(() => parse('pin', 'xxxxxxxx')).toThrow(
      expect.objectContaining({
        message: '--pin xxxxxxxx is unknown; it takes spread, same, siblings or none',
        hint: null,
      }),
    );
  });

  it('does not take a choice in capitals or with blanks', () => {
    expect(() => parse('pin', 'SAME')).toThrow('--pin SAME is unknown');
    expect(() => parse('pin', ' same')).toThrow('is unknown');
  });
});

describe('--fault', () => {
  it.each([
    ['throw', { kind: 'throw', unit: null }],
    ['exit@10', { kind: 'exit', unit: 10 }],
    ['hang@0', { kind: 'hang', unit: 0 }],
    ['oom@1', { kind: 'oom', unit: 1 }],
  ])('reads %s', (text, fault) => {
    expect(parse('fault', text)).toEqual(fault);
  });

  it.each(['kill', 'throw@', 'throw@-1', 'throw@1.5', '@5', 'exit 10', ''])('refuses %j', (text) => {
    expect(() => parse('fault', text)).toThrow(expect.objectContaining({ hint: 'Try --fault throw@10.' }));
  });
});

describe('--new', () => {
  it.each(['mine', 'two-locks', 'A1', '7', 'mine.py', 'two_locks.py'])('takes %s', (name) => {
    expect(parse('new', name)).toBe(name);
  });

  it.each([
    ['mine.ts', 'Try --new mine.'],
    ['../mine', 'Try --new mine.'],
    ['my experiment', 'Try --new my-experiment.'],
    ['-x', 'Try --new x.'],
    ['', 'Try --new mine.'],
    ['../mine.py', 'Try --new mine.py.'],
  ])('refuses %j and shows how', (text, hint) => {
    expect(() => parse('new', text)).toThrow(expect.objectContaining({ code: 'USAGE', hint }));
  });
});

describe('--export', () => {
  it('collects its targets in the order in which they were typed', () => {
    const first = parse('export', 'json=a.json');
    expect(parse('export', 'md=-', first)).toEqual([
      { format: 'json', file: 'a.json' },
      { format: 'md', file: '-' },
    ]);
  });

  it('leaves equals signs in a file’s name', () => {
    expect(parse('export', 'csv=a=b.csv')).toEqual([{ format: 'csv', file: 'a=b.csv' }]);
  });

  it.each([
    ['json', 'Try --export json=report.json.'],
    ['csv=', 'Try --export csv=report.csv.'],
    ['jsn=x', 'Try --export json=report.json.'],
    ['=x', 'Try --export json=report.json.'],
    ['pdf12345=x', 'Try --export json=report.json.'],
  ])('refuses %j and shows how', (text, hint) => {
    expect(() => parse('export', text)).toThrow(expect.objectContaining({ code: 'USAGE', hint }));
  });
});

it('reads CPUs and times as the base does', () => {
  expect(parse('cores', '0-2,4')).toEqual([0, 1, 2, 4]);
  expect(parse('stepTime', '50ms')).toBe(50);
  expect(parse('timeout', '30s')).toBe(30_000);
});
