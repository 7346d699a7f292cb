import { describe, expect, it } from 'vitest';
import { hostsText } from '../../../src/report/hosts/text.ts';
import { makePalette, NO_COLORS } from '../../../src/report/style/output-style.ts';
import { hostState } from '../../fixtures/hosts.ts';

const WHERE = 'redis://127.0.0.1:6379';
const b = hostState({ name: 'b', pid: 101, machine: '99999999-0000' });
const other = 'ffffffff'.padEnd(64, '0');

function text(states: Parameters<typeof hostsText>[0], { width = 80, unicode = true } = {}): string {
  return hostsText(states, WHERE, { palette: makePalette({ color: NO_COLORS, unicode }), width });
}

describe('hostsText', () => {
  it('is a line for each host', () => {
    const unread = hostState({ ...b, engine: 'processes', workers: 1, clock: null, effectiveCpus: null });
    expect(text([hostState(), unread])).toBe(`2 hosts are there on 2 machines (${WHERE}).

host  machine   CPUs  usable  Node      concur  clock
a     4f3a9c21     4    2.50  v20.20.2  0.1.0   +0.02 ± 0.09 ms
b     99999999     4       ?  v20.20.2  0.1.0   ?

host  function         code      workers    state
a     hash.js#hashRow  1a2b3c4d  4 threads  here
b     hash.js#hashRow  1a2b3c4d  1 process  here
`);
  });

  it('calls nobody here who has said nothing for three seconds', () => {
    const states = [hostState({ silentMs: 2_999 }), hostState({ ...b, silentMs: 4_700 })];
    expect(text(states)).toMatch(/4 threads {2}here\n.*4 threads {2}silent for 4 s\n/);
  });

  it('says that nobody is there, and what to type', () => {
    expect(text([])).toBe(`Nobody is there (${WHERE}).\nStart one: concur worker ./work.js#name\n`);
  });

  it('lets no host’s name act on a terminal', () => {
    expect(text([hostState({ name: '\u001b[2Jx\ny' })])).toContain('\\x1b[2Jx\\ny');
  });

  it('has all of it below each other where that is wider than the page', () => {
    const narrow = text([hostState(), b], { width: 50, unicode: false });
    expect(narrow).toContain('+0.02 +/- 0.09 ms');
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
  });

  it('marks other code, and says whose it is', () => {
    const c = hostState({ name: 'c', pid: 102, digest: other });
    const said = text([hostState(), b, c]);
    expect(said.match(/\(differs\)/g)).toHaveLength(1);
    expect(said).toContain('ffffffff (differs)');
    expect(said).toContain('hash.js#hashRow differs: 1a2b3c4d on a and b; ffffffff on c.');
  });

  it('marks all where no code has the majority', () => {
    expect(text([hostState(), { ...b, digest: other }]).match(/\(differs\)/g)).toHaveLength(2);
  });

  it('marks nothing where functions are not the same', () => {
    expect(text([hostState(), { ...b, digest: other, function: 'other.js' }])).not.toContain('differs');
  });

  it('says how hosts speak where they don’t agree on that', () => {
    const said = text([hostState(), { ...b, protocol: 200 }], { width: 120 });
    expect(said).toContain('1a2b3c4d (protocol 115) on a; 1a2b3c4d (protocol 200) on b');
  });
});

describe('the number of machines', () => {
  const headline = (...states: Parameters<typeof hostsText>[0]) => text(states).split('\n')[0];
  const twin = hostState({ name: 'b', pid: 101 });

  it('counts one for all hosts with its boot_id', () => {
    expect(headline(hostState(), twin)).toContain('2 hosts are one machine: its CPUs count once');
    const three = text([hostState(), twin, { ...b, name: 'c' }]);
    expect(three).toContain('3 hosts are there on 2 machines');
    expect(three).toContain('a and b are one machine: its CPUs count once.');
  });

  it('counts a host once, however many functions it has', () => {
    const second = hostState({ function: 'other.js', id: 'other' });
    expect(headline(hostState(), second)).toContain('1 host is there');
  });

  it('is not made up where it can’t be read', () => {
    const unknown = hostState({ name: 'c', pid: 102, machine: null });
    expect(headline(hostState(), unknown)).toContain('on 1 machine (the machine of 1 is unknown)');
    expect(headline(unknown, { ...unknown, pid: 103 })).toContain('there (the machine of 2 is unknown)');
  });
});
