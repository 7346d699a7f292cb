import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lineAfter,
  nameIn,
  numberAfter,
  parseSchedstat,
  parseStatus,
  plainNameIn,
  statField,
  statState,
} from '../../../src/machine/proc/proc-text.ts';

/** Fields 3 to 52 of a stat line, each its own number, so that a field's value tells whether it was counted right. */
function statLine(comm: string, state = 'S'): string {
  const rest = Array.from({ length: 49 }, (_, index) => `${index + 4}`);
  return `4711 (${comm}) ${state} ${rest.join(' ')}\n`;
}

const STATUS = `Name:\tnode
Umask:\t0022
State:\tS (sleeping)
Tgid:\t4711
Cpus_allowed:\t00000000,0000000d
Cpus_allowed_list:\t0,2-3
Mems_allowed_list:\t0
voluntary_ctxt_switches:\t150
nonvoluntary_ctxt_switches:\t7
`;

const garbage = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[0-9() \t\n:,-]{0,60}$/),
  fc.constantFrom('', '\n', ')', '(', '4711 (', '4711 (node)', 'x'.repeat(100_000), '1 '.repeat(50_000)),
);

function expectNumberOrNull(value: number | null): void {
  expect(value === null || Number.isFinite(value)).toBe(true);
}

describe('parseSchedstat', () => {
  it('reads running time and run-queue delay', () => {
    expect(parseSchedstat('123456789 987654 42\n')).toEqual({ runNs: 123456789, runDelayNs: 987654 });
  });

  it('keeps times of more than 53 bits close', () => {
    expect(parseSchedstat('18014398509481984 1 1\n').runNs).toBe(2 ** 54);
  });

  it('knows nothing of what is not there', () => {
    expect(parseSchedstat('12\n')).toEqual({ runNs: null, runDelayNs: null });
    expect(parseSchedstat('a b c')).toEqual({ runNs: null, runDelayNs: null });
  });

  it('knows nothing from an empty file', () => {
    expect(parseSchedstat('')).toEqual({ runNs: null, runDelayNs: null });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(garbage, (text) => {
        const { runNs, runDelayNs } = parseSchedstat(text);
        expectNumberOrNull(runNs);
        expectNumberOrNull(runDelayNs);
      }),
    );
  });
});

describe('statField and statState', () => {
  it.each(['node', 'a b', 'node) R 1 2 3', ')', '(', '((x) ', ''])(
    'count from the last parenthesis of a thread called %j',
    (comm) => {
      const line = statLine(comm, 'R');
      expect(statField(line, 4)).toBe(4);
      expect(statField(line, 22)).toBe(22);
      expect(statField(line, 39)).toBe(39);
      expect(statState(line)).toBe('R');
    },
  );

  it('know nothing of a field beyond the end', () => {
    expect(statField(statLine('node'), 53)).toBeNull();
    expect(statField('4711 (node) S 1\n', 39)).toBeNull();
    expect(statField('', 22)).toBeNull();
    expect(statState('')).toBe('');
  });

  it('never throw', () => {
    fc.assert(
      fc.property(garbage, fc.integer({ min: 3, max: 60 }), (text, field) => {
        expectNumberOrNull(statField(text, field));
        expect(statState(text).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('parseStatus', () => {
  it('reads switches and mask', () => {
    expect(parseStatus(STATUS)).toEqual({
      voluntarySwitches: 150,
      involuntarySwitches: 7,
      allowedCpus: [0, 2, 3],
    });
  });

  it('does not take the involuntary switches for the voluntary ones', () => {
    const { voluntarySwitches } = parseStatus('\nnonvoluntary_ctxt_switches:\t7\n');
    expect(voluntarySwitches).toBeNull();
  });

  it('knows nothing of what is missing, empty or malformed', () => {
    const nothing = { voluntarySwitches: null, involuntarySwitches: null, allowedCpus: null };
    expect(parseStatus('')).toEqual(nothing);
    expect(parseStatus('Name:\tnode\nCpus_allowed_list:\t\nvoluntary_ctxt_switches:\t?\n')).toEqual(nothing);
    expect(parseStatus('\nCpus_allowed_list:\t0-x\n').allowedCpus).toBeNull();
  });

  it('never throws', () => {
    const labelled = garbage.map((text) => `\nCpus_allowed_list:${text}\nvoluntary_ctxt_switches:${text}`);
    fc.assert(
      fc.property(fc.oneof(garbage, labelled), (text) => {
        const { voluntarySwitches, involuntarySwitches, allowedCpus } = parseStatus(text);
        expectNumberOrNull(voluntarySwitches);
        expectNumberOrNull(involuntarySwitches);
        expect(allowedCpus === null || allowedCpus.length > 0).toBe(true);
      }),
    );
  });
});

describe('a thread’s name', () => {
  it.each(['node', ' a b ', 'a) R 1', ''])('stands in status as it is: %j', (name) => {
    expect(plainNameIn(`Name:\t${name}\nUmask:\t0022\n`)).toBe(name);
  });

  it.each(['a\\nb', 'a\\\\b'])('does not where it is escaped: %j', (escaped) => {
    expect(plainNameIn(`Name:\t${escaped}\nUmask:\t0022\n`)).toBeNull();
    expect(plainNameIn('')).toBeNull();
  });

  it('is all of comm but its last line break', () => {
    expect(nameIn('a) R 1\nb\n\n')).toBe('a) R 1\nb\n');
    expect(nameIn('node')).toBe('node');
  });
});

describe('lineAfter and numberAfter', () => {
  it('stop at the end of the line', () => {
    expect(lineAfter('a\nName:\t node \nb', '\nName:')).toBe('node');
    expect(numberAfter('x\nPss:   12 kB\nPss_Dirty: 9 kB', '\nPss:')).toBe(12);
  });

  it('read a last line without its newline', () => {
    expect(lineAfter('\nA: b', '\nA:')).toBe('b');
  });

  it('find only the whole label', () => {
    expect(lineAfter('xName: node', '\nName:')).toBeNull();
    expect(numberAfter('\nMax processes             unlimited', '\nMax processes')).toBeNull();
  });
});
