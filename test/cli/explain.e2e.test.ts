import { describe, expect, it } from 'vitest';
import { TOPICS } from '../../src/report/concept/topics.ts';
import { concur, documentOf } from '../harness/concur.ts';
import { schemaErrors, undescribed } from '../harness/schema.ts';

describe('concur explain', () => {
  it('names the topics, a line each', async () => {
    const { code, stdout, stderr } = await concur(['explain']);
    expect([code, stderr]).toEqual([0, '']);
    const names = stdout.trimEnd().split('\n').slice(1);
    expect(names.map((line) => line.split(' ')[0])).toEqual(TOPICS.map(({ name }) => name));
  });

  it('explains a topic under any of its names', async () => {
    const { code, stdout, stderr } = await concur(['explain', 'Daemon']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Daemon thread: /);
    expect(stdout).toContain('\nSee it     concur demo daemon: ');
    expect(await concur(['explain', 'daemon', 'thread'])).toMatchObject({ stdout });
  });

  it('is a document with --json', async () => {
    const document = documentOf(await concur(['explain', 'gil', '--json']));
    expect(schemaErrors('explain', document)).toEqual([]);
    expect(undescribed('explain', document)).toEqual([]);
    expect(document).toMatchObject({ schema: 'concur/explain@1', concepts: [{ name: 'gil', title: 'GIL' }] });
  });

  it('is a document of all topics where none is named', async () => {
    const document = documentOf(await concur(['explain', '--json']));
    expect(schemaErrors('explain', document)).toEqual([]);
    expect(document).toMatchObject({ concepts: TOPICS.map(({ name }) => ({ name })) });
  });

  it('says what was meant by a topic that there isn’t', async () => {
    const { code, stdout, stderr } = await concur(['explain', 'deadlok']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe('concur: there is no topic “deadlok”\nDid you mean concur explain deadlock?\n');
  });

  it('is a whole document all the same with --json', async () => {
    const ended = await concur(['explain', 'deadlok', '--json']);
    const document = documentOf(ended);
    expect(schemaErrors('error', document)).toEqual([]);
    expect(document).toMatchObject({ command: 'explain', exit: { code: 2 } });
    expect(ended.code).toBe(2);
  });

  it('has colours only where they are wanted', async () => {
    const codes = /\u001b\[/;
    expect((await concur(['explain', 'core'])).stdout).not.toMatch(codes);
    expect((await concur(['explain', 'core', '--color', 'always'])).stdout).toMatch(codes);
    expect((await concur(['explain', 'core'], { env: { FORCE_COLOR: '1' } })).stdout).toMatch(codes);
    expect(
      (await concur(['explain', 'core'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout,
    ).not.toMatch(codes);
  });

  it('writes ASCII where the locale isn’t UTF-8, and as wide as it is told', async () => {
    const env = { LANG: 'C', COLUMNS: '40' };
    const { stdout } = await concur(['explain', 'thread-pool'], { env });
    expect(stdout).toMatch(/^[\n -~]+$/);
    const prose = stdout.split('\n\n').filter((_, index) => index !== 1);
    for (const line of prose.join('\n').split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect((await concur(['explain'], { env })).stdout).toMatch(/^[\n -~]+$/);
  });
});
