import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../scenarios/index.ts';
import { LESSONS } from '../../../scenarios/lessons/index.ts';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import type { Lesson } from '../../../src/model/lesson.ts';
import type { Claim } from '../../../src/model/scenario.ts';
import type { Observation } from '../../../src/model/trial/observation.ts';
import { toAscii } from '../../../src/report/style/glyphs.ts';
import { mistakes } from '../../fixtures/command-lines.ts';
import { FREE_THREADED, judged, WITH_PYTHON, worldOf } from '../../fixtures/worlds.ts';

const FOLDER = join(packageRoot(), 'scenarios', 'lessons');
const WIDEST = 58;
const LONGEST = 22;

const MACHINE_WITHOUT_GIL = { ...WITH_PYTHON, python: FREE_THREADED };

function keyOf({ experiment, claim }: Lesson, trials: readonly Observation[]): Claim | undefined {
  return judged(experiment, trials).claims.find(({ id }) => id === claim);
}

const choicesOf = ({ question }: Lesson) => (question.kind === 'choice' ? question.choices : []);

it('are taken in the order of the notes', () => {
  expect(LESSONS.map(({ name }) => name)).toEqual([
    'core',
    'thread',
    'daemon',
    'affinity',
    'threading-library',
    'async',
    'process',
    'many-processes',
    'threads-or-processes',
    'gil',
    'gil-blocking',
    'gil-release',
    'native',
    'shared-core',
  ]);
});

it('have a file each, and two programs each', () => {
  const names = LESSONS.map(({ name }) => name).sort();
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  expect(files.sort()).toEqual(names.map((name) => `${name}.ts`).sort());
  const programs = readdirSync(join(FOLDER, 'code')).filter((file) => /\.(?:mjs|py)$/.test(file));
  expect(programs.sort()).toEqual(names.flatMap((name) => [`${name}.mjs`, `${name}.py`]).sort());
});

it('one of them lets the learner choose an interleaving', () => {
  const interleaved = LESSONS.filter(({ hasInterleaving }) => hasInterleaving === true);
  expect(interleaved.map(({ name }) => name)).toEqual(['threading-library']);
});

describe.each(LESSONS.map((lesson) => [lesson.name, lesson] as const))('%s', (_name, lesson) => {
  const world = worldOf(lesson.experiment);

  it('has a claim of its experiment as its key, which holds where the experiment is true', () => {
    expect(SCENARIOS.map(({ name }) => name)).toContain(lesson.experiment);
    expect(keyOf(lesson, world.holds())?.outcome).toBe('holds');
  });

  it('has a key that fails in a world where it isn’t so', () => {
    const outcomes = Object.values(world.opposites).map(
      (inOpposite) => keyOf(lesson, inOpposite(world.holds()))?.outcome,
    );
    expect(outcomes).toContain('fails');
  });

  it('says so where its claim is another one without a GIL', () => {
    const withGil = keyOf(lesson, world.holds());
    const { experiment, claim } = lesson;
    const { claims } = judged(experiment, world.holds(), world.setting, MACHINE_WITHOUT_GIL);
    const isAnother = claims.find(({ id }) => id === claim)?.statement !== withGil?.statement;
    expect(lesson.needsGil === true).toBe(isAnother);
  });

  it('asks for a number of a trial, or for one of three or four answers', () => {
    const { question } = lesson;
    if (question.kind === 'figure') {
      expect(world.holds().map(({ label }) => label)).toContain(question.trial);
      expect(question.tolerance).toBeGreaterThan(0);
      return;
    }
    expect(choicesOf(lesson).length).toBeGreaterThanOrEqual(3);
    expect(choicesOf(lesson).length).toBeLessThanOrEqual(4);
    expect(choicesOf(lesson).filter(({ agrees }) => agrees)).toHaveLength(1);
    expect(new Set(choicesOf(lesson).map(({ text }) => text)).size).toBe(choicesOf(lesson).length);
  });

  it('is short, and ends its sentences', () => {
    expect(lesson.title.length).toBeLessThanOrEqual(40);
    expect(lesson.question.text.length).toBeLessThanOrEqual(240);
    expect(lesson.question.text).toMatch(/\?$/);
    // Each stands in a line of 80, behind its number.
    for (const { text } of choicesOf(lesson)) expect(text.length, text).toBeLessThanOrEqual(72);
    for (const sentence of lesson.why) {
      expect(sentence).toMatch(/^[^.?!]*\.$/);
      expect(sentence.length, sentence).toBeLessThanOrEqual(160);
    }
  });

  it('says nothing that a plain terminal can’t show', () => {
    const { title, question, why, change } = lesson;
    const texts = [title, question.text, ...choicesOf(lesson).map(({ text }) => text), ...why];
    for (const text of [...texts, ...change.flat()]) {
      expect(toAscii(text).split('?').length, text).toBe(text.split('?').length);
    }
  });

  it('tells what to change by commands that there are', () => {
    expect(lesson.change.length).toBeGreaterThanOrEqual(1);
    expect(lesson.change.length).toBeLessThanOrEqual(3);
    for (const [typed] of lesson.change) {
      expect(mistakes(typed.replace(/ -- .*/, ''))).toEqual([]);
      const [command, experiment] = typed.split(' ');
      if (command === 'demo') expect(SCENARIOS.map(({ name }) => name)).toContain(experiment);
    }
  });

  it.each(['mjs', 'py'])('has a program (.%s) that fits on half a screen', (extension) => {
    const program = readFileSync(join(FOLDER, 'code', `${lesson.name}.${extension}`), 'utf8');
    const lines = program.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(LONGEST);
    for (const line of lines) {
      expect(line.length, line).toBeLessThanOrEqual(WIDEST);
      expect(line).toMatch(/^[\x20-\x7e]*$/);
    }
  });
});
