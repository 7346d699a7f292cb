import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LESSONS } from '../../scenarios/lessons/index.ts';
import { concur } from '../harness/concur.ts';
import { answersTo, lesson, newState } from '../harness/lessons.ts';

describe('one lesson', () => {
  it('is told in text: the question, the prediction beside the kernel, why, and what to change', async () => {
    const { code, stdout } = await concur(
      ['learn', '--answers', answersTo([lesson('process')], true), '--no-progress'],
      { env: newState() },
    );
    expect(code).toBe(0);
    for (const part of [
      /^\d+ of 14: /m,
      /^You said /m,
      /^Kernel /m,
      /^[✔✘?] /m,
      /^Why /m,
      /^Change it +concur /m,
    ])
      expect(stdout).toMatch(part);
  });

  it('shows its code with --source, and the chosen interleaving', async () => {
    const answers = answersTo([lesson('threading-library')], true);
    const { stdout } = await concur(['learn', '--answers', answers, '--source', '--no-progress'], {
      env: newState(),
    });
    expect(stdout).toMatch(/# Node: threading-library\.mjs/);
    expect(stdout).toMatch(/# Python: threading-library\.py/);
    expect(stdout).toContain('One addition is lost');
  });

  it('is taken where the progress can’t be written, which is said', async () => {
    const { code, stdout } = await concur(
      ['learn', '--answers', answersTo([lesson('process')], true), '--no-progress'],
      { env: { XDG_STATE_HOME: '/proc/1/nowhere' } },
    );
    expect(code).toBe(0);
    expect(stdout).toContain('How far you are isn’t kept: ');
  });
});

describe('what can’t be', () => {
  it.each([
    [['learn'], 'learn asks questions, and there is no terminal to ask them on', '--answers FILE'],
    [['learn', 'gill'], 'there is no lesson “gill”', 'Did you mean concur learn gil?'],
    [['demo', 'gil', '--ask'], 'demo --ask asks questions', '--answers FILE'],
    [['demo', 'false-sharing', '--ask'], '--ask needs one experiment', 'It is one of '],
  ])('%j is refused', async (args, message, hint) => {
    const { code, stderr, stdout } = await concur(args, { env: newState() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
  });
});

describe('--list and --reset', () => {
  it('names the lessons, with those that were taken', async () => {
    const env = newState();
    await concur(['learn', '--answers', answersTo([lesson('process')], true), '--no-progress'], { env });
    const { stdout } = await concur(['learn', '--list'], { env });
    expect(stdout.match(/^✔? +[a-z-]+ /gm)?.length).toBeGreaterThanOrEqual(LESSONS.length);
    expect(stdout).toMatch(/^✔ +process /m);
    expect((await concur(['learn', '--reset', '--list'], { env })).stdout).not.toContain('✔');
    expect(existsSync(join(env.XDG_STATE_HOME, 'concur', 'learn.json'))).toBe(false);
  });
});
