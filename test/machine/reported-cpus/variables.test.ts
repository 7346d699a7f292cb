import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpusOfNode, cpusOfVariables, parseEnviron } from '../../../src/machine/reported-cpus/variables.ts';
import { garbage } from '../../fixtures/garbage.ts';

const NAMES = [
  'SLURM_CPUS_PER_TASK',
  'PBS_NP',
  'PBS_NUM_PPN',
  'NCPUS',
  'OMP_NUM_THREADS',
  'UV_THREADPOOL_SIZE',
  'GOMAXPROCS',
  'PYTHON_CPU_COUNT',
];

describe('cpusOfVariables', () => {
  it('has a row for each variable that is set, and none for the others', () => {
    const env = Object.fromEntries(NAMES.map((name, index) => [name, `${index + 1}`]));
    const reported = cpusOfVariables({ ...env, PATH: '/bin', OMP_DYNAMIC: '1' });
    expect(reported.map(({ source, cpus }) => [source, cpus])).toEqual(
      NAMES.map((name, index) => [name, index + 1]),
    );
    expect(reported.every(({ basis }) => basis === 'asked')).toBe(true);
    expect(cpusOfVariables({})).toEqual([]);
  });

  it('takes the first number of OMP_NUM_THREADS, and of no other variable', () => {
    const reported = cpusOfVariables({ OMP_NUM_THREADS: '4,2', GOMAXPROCS: '4,2' });
    expect(reported.map(({ cpus }) => cpus)).toEqual([4, null]);
  });

  it('keeps a row for a value that makes no sense, and says so', () => {
    for (const text of ['', '0', '-3', '2.5', 'auto', 'z'.repeat(1000)]) {
      const [claim] = cpusOfVariables({ NCPUS: text });
      expect(claim?.cpus).toBeNull();
      expect(claim?.rule).toContain(`“${text.slice(0, 20)}” is no whole number above 0`);
      expect(claim?.rule.length).toBeLessThan(100);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(garbage, fc.constantFrom(...NAMES), (text, name) => {
        const [claim, ...rest] = cpusOfVariables({ [name]: text });
        expect(rest).toEqual([]);
        expect(claim?.cpus === null || (Number.isInteger(claim?.cpus) && Number(claim?.cpus) > 0)).toBe(true);
      }),
    );
  });
});

describe('parseEnviron', () => {
  it('reads variables with NULs between them, as /proc/PID/environ has them', () => {
    expect(parseEnviron('A=1\0B=a=b\0C=\0')).toEqual({ A: '1', B: 'a=b', C: '' });
  });

  it('keeps newlines in a value', () => {
    expect(parseEnviron('A=1\n2\0B=3')).toEqual({ A: '1\n2', B: '3' });
  });

  it('leaves out what is no variable', () => {
    expect(parseEnviron('word\0=x\0\0')).toEqual({});
    expect(parseEnviron('')).toEqual({});
    expect(parseEnviron(null)).toEqual({});
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(garbage), (texts) => {
        for (const value of Object.values(parseEnviron(texts.join('\0'))))
          expect(typeof value).toBe('string');
      }),
    );
  });
});

describe('Slurm’s CPUs on each node', () => {
  it.each([
    ['4', undefined, 4],
    ['4(x2)', undefined, 4],
    ['16(x2),8', undefined, null],
    ['16(x2),8', '1', 16],
    ['16(x2),8', '2', 8],
    ['16(x2),8', '3', null],
    ['4(x2),4', undefined, 4],
    ['', undefined, null],
    ['4(x0)', undefined, null],
    ['4(y2)', '0', null],
  ])('%s on node %s', (text, node, cpus) => {
    expect(cpusOfNode(text, node)).toBe(cpus);
  });

  it('are a row, beside those of this node', () => {
    const env = { SLURM_CPUS_ON_NODE: '6', SLURM_JOB_CPUS_PER_NODE: '6(x3)' };
    expect(cpusOfVariables(env).map(({ source, cpus }) => [source, cpus])).toEqual([
      ['SLURM_CPUS_ON_NODE', 6],
      ['SLURM_JOB_CPUS_PER_NODE', 6],
    ]);
  });
});
