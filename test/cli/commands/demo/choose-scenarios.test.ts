import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../../scenarios/index.ts';
import {
  chooseScenarios,
  settingFor,
  unusedOptions,
} from '../../../../src/cli/commands/demo/choose-scenarios.ts';
import { noticeInWords } from '../../../../src/report/words/notices.ts';
import { makeSetting } from '../../../fixtures/builders.ts';
import { scenarioNamed } from '../../../fixtures/worlds.ts';

const namesOf = (...chosen: Parameters<typeof chooseScenarios>) =>
  chooseScenarios(...chosen).map(({ name }) => name);

describe('chooseScenarios', () => {
  it('takes names in the order in which they were typed, each once', () => {
    expect(namesOf(['daemon', 'threads', 'daemon'], {})).toEqual(['daemon', 'threads']);
  });

  it('takes all of them where all are asked for', () => {
    expect(chooseScenarios([], { all: true })).toBe(SCENARIOS);
  });

  it('suggests the nearest name for one that it does not know', () => {
    expect(() => chooseScenarios(['thraeds'], {})).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: 'there is no experiment “thraeds”',
        hint: 'Did you mean concur demo threads?',
      }),
    );
  });

  it('lists what there is where no name is near', () => {
    expect(() => chooseScenarios(['zzzzzz'], {})).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/^There are threads, .*daemon, .* and [\w-]+\.$/),
      }),
    );
    expect(() => chooseScenarios([], {})).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('or use --all') }),
    );
  });

  it('takes experiments of the user’s, each once, among the others', () => {
    const mine = { file: '/mine.ts', scenario: { ...scenarioNamed('daemon'), name: 'mine' } };
    const own = new Map([
      ['./mine.ts', mine],
      ['mine.ts', mine],
    ]);
    expect(namesOf(['./mine.ts', 'threads', 'mine.ts'], {}, own)).toEqual(['mine', 'threads']);
  });

  it('refuses two experiments of one name: their results could not be told apart', () => {
    const own = new Map([['./t.ts', { file: '/t.ts', scenario: { ...scenarioNamed('threads') } }]]);
    expect(() => chooseScenarios(['threads', './t.ts'], {}, own)).toThrow(
      'two experiments have the name threads',
    );
  });

  it('refuses names beside --all', () => {
    expect(() => chooseScenarios(['threads'], { all: true })).toThrow('--all and names exclude each other');
  });
});

describe('settingFor', () => {
  const SHARED = makeSetting({ engine: 'loop' });
  const setting = (name: string, named: boolean) =>
    settingFor(scenarioNamed(name), SHARED, { engine: 'loop' }, named);

  it('leaves the engine where the experiment takes it', () => {
    expect(setting('multicore', true)).toBe(SHARED);
  });

  it('leaves it out for an experiment that came with --all', () => {
    expect(setting('threads', false)).toEqual({ ...SHARED, engine: null });
  });

  it('refuses it for an experiment that was named, and lists what it takes', () => {
    expect(() => setting('affinity', true)).toThrow(
      expect.objectContaining({
        message: 'affinity does not run on --engine loop',
        hint: 'It takes threads or processes.',
      }),
    );
    expect(() => setting('daemon', true)).toThrow(
      expect.objectContaining({ hint: 'Its engines are fixed: leave --engine out.' }),
    );
  });

  it('changes nothing where no engine was typed', () => {
    expect(settingFor(scenarioNamed('daemon'), SHARED, {}, true)).toBe(SHARED);
  });

  it('never offers the hidden engine', () => {
    const multicoreAlone = { ...scenarioNamed('multicore'), engines: ['threads', 'fake'] as const };
    expect(() => settingFor(multicoreAlone, SHARED, { engine: 'pool' }, true)).toThrow(
      expect.objectContaining({ hint: 'It takes threads.' }),
    );
  });
});

describe('unusedOptions', () => {
  it('says which experiments an option means nothing to', () => {
    const chosen = [scenarioNamed('threads'), scenarioNamed('daemon'), scenarioNamed('multicore')];
    expect(
      unusedOptions(chosen, { workers: 2, steps: 5, stepTime: 20 }).map(
        (notice) => noticeInWords(notice).message,
      ),
    ).toEqual([
      '--workers has no effect on daemon',
      '--steps has no effect on threads and daemon',
      '--step-time has no effect on threads and daemon',
    ]);
  });

  it('is silent of options that are followed, and of those that nobody typed', () => {
    expect(unusedOptions([scenarioNamed('multicore')], { workers: 2, pin: 'same', steps: 1 })).toEqual([]);
    expect(unusedOptions([scenarioNamed('daemon')], {})).toEqual([]);
  });
});
