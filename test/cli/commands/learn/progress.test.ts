import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CourseProgress, progressFile } from '../../../../src/cli/commands/learn/progress.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

describe('where progress is kept', () => {
  it.each([
    [{ XDG_STATE_HOME: '/state', HOME: '/home/a' }, '/state/concur/learn.json'],
    [{ XDG_STATE_HOME: 'relative', HOME: '/home/a' }, '/home/a/.local/state/concur/learn.json'],
    [{ HOME: '/home/a' }, '/home/a/.local/state/concur/learn.json'],
    [{}, null],
  ])('with %j is %s', (env, file) => {
    expect(progressFile(env)).toBe(file);
  });
});

describe('progress', () => {
  it('is found again', () => {
    const file = join(temporaryFolder(), 'state', 'concur', 'learn.json');
    const progress = new CourseProgress(file);
    for (const name of ['core', 'thread']) progress.add(name);
    const again = new CourseProgress(file);
    expect([again.has('core'), again.has('thread'), again.has('gil'), again.lost]).toEqual([
      true,
      true,
      false,
      null,
    ]);
    again.reset();
    expect([again.has('core'), existsSync(file)]).toEqual([false, false]);
  });

  it.each(['', '{', '[]', '{"done": 5}', '{"done": [5, null]}'])(
    'that isn’t ours counts as none: %j',
    (text) => {
      const file = join(temporaryFolder(), 'learn.json');
      writeFileSync(file, text);
      expect(new CourseProgress(file).has('core')).toBe(false);
    },
  );

  it('that can’t be kept is known for this time, and says why it is lost', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const progress = new CourseProgress(join(folder, 'file', 'learn.json'));
    progress.add('core');
    progress.reset();
    progress.add('thread');
    expect([progress.has('thread'), progress.lost]).toEqual([true, expect.stringMatching(/./)]);
    mkdirSync(join(folder, 'learn.json'));
    expect(new CourseProgress(join(folder, 'learn.json')).has('core')).toBe(false);
    expect(new CourseProgress(null).lost).toBeNull();
  });
});
