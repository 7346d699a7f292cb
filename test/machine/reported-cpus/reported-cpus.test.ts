import { availableParallelism, cpus } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  cpusByRule,
  cpusReportedHere,
  judgeReportedCpus,
  NOT_ASKED,
} from '../../../src/machine/reported-cpus/reported-cpus.ts';
import type { RuleInputs } from '../../../src/machine/reported-cpus/rules/rule.ts';
import { RULES } from '../../../src/machine/reported-cpus/rules.ts';
import type { ReportedCpus } from '../../../src/model/machine/reported-cpus.ts';

const BELIEVED: RuleInputs = {
  installed: 8,
  online: 6,
  counted: null,
  allowed: 4,
  quotas: [],
  libuv: null,
  command: [],
  mountedGroups: null,
  isEnvRead: true,
  jvmShares: null,
  mountedQuota: null,
  env: { NCPUS: '3' },
};

function claim(count: number | null): ReportedCpus {
  return { source: 's', cpus: count, rule: 'r', ruleCpus: count, basis: 'rule', reference: null };
}

describe('claims about this machine', () => {
  it('are Node’s own answers, not their rules', () => {
    const claims = cpusReportedHere(BELIEVED);
    expect(claims[0]).toMatchObject({ source: 'os.cpus().length', cpus: cpus().length, basis: 'asked' });
    expect(claims[1]).toMatchObject({
      source: 'os.availableParallelism()',
      cpus: availableParallelism(),
      rule: expect.stringContaining(`libuv ${process.versions.uv}`),
      basis: 'asked',
    });
  });

  it('have both of nproc’s rules where nobody was asked, and its answer where it was', () => {
    const sources = cpusReportedHere(BELIEVED).map(({ source }) => source);
    expect(sources.filter((source) => /^nproc [<≥]/.test(source))).toHaveLength(2);
    const nproc: ReportedCpus = {
      source: 'nproc 9.1',
      cpus: 4,
      rule: 'affinity',
      ruleCpus: 4,
      basis: 'asked',
      reference: null,
    };
    const asked = cpusReportedHere(BELIEVED, { ...NOT_ASKED, nproc });
    expect(asked.filter(({ source }) => /^nproc [^-]/.test(source))).toEqual([nproc]);
  });

  it('have what each program said in place of its rule', () => {
    const said = (source: string): ReportedCpus => ({
      source,
      cpus: 1,
      rule: 'asked',
      ruleCpus: 1,
      basis: 'asked',
      reference: null,
    });
    const programs = {
      ...NOT_ASKED,
      nproc: said('a'),
      nprocAll: said('b'),
      pythonCpuCount: said('c'),
      pythonProcessCpuCount: said('d'),
    };
    const asked = cpusReportedHere(BELIEVED, programs).filter(({ rule }) => rule === 'asked');
    expect(asked.map(({ source }) => source)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('end with the variables that are set', () => {
    expect(cpusReportedHere(BELIEVED).at(-1)).toMatchObject({ source: 'NCPUS', cpus: 3 });
  });
});

it('follow their rules on a captured machine, and ask nobody', () => {
  const claims = cpusByRule(BELIEVED);
  expect(claims.slice(0, -1)).toEqual(Object.values(RULES).map((rule) => rule(BELIEVED)));
  expect(claims.at(-1)).toMatchObject({ source: 'NCPUS', cpus: 3 });
});

describe('judgeReportedCpus', () => {
  it.each([
    [4, 4, 0],
    [8, 1.5, 6.5],
    [1, 3.99, -2.99],
    [1, 1 / 3, 0.6667],
    [null, 2, null],
    [2, null, null],
  ])('says of %s CPUs where the truth is %s that it is wrong by %s', (count, truth, wrongBy) => {
    expect(judgeReportedCpus([claim(count)], truth)).toEqual([{ ...claim(count), wrongBy }]);
  });

  it('does not leave the tail of a binary fraction', () => {
    // 4 - 3.9 is 0.10000000000000009 in binary.
    expect(judgeReportedCpus([claim(4)], 3.9)[0]?.wrongBy).toBe(0.1);
  });
});

it('what programs read of an environment that may not be read is unknown, and the rest is not', () => {
  const claims = cpusByRule({ ...BELIEVED, env: {}, isEnvRead: false });
  const cpusBy = (source: string) => claims.find((each) => each.source === source);
  expect(cpusBy('nproc --all')?.cpus).toBe(8);
  expect(cpusBy('os.availableParallelism(), libuv < 1.49')?.cpus).toBe(4);
  for (const source of ['Go GOMAXPROCS', 'JVM ≥ 24', 'nproc < 9.8', 'R parallelly availableCores()'])
    expect(cpusBy(source)).toMatchObject({
      cpus: null,
      ruleCpus: null,
      rule: expect.stringContaining('the environment can’t be read'),
    });
});
