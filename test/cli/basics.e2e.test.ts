import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../scenarios/index.ts';
import { packageVersion } from '../../src/base/files/package-root.ts';
import { concur, documentOf } from '../harness/concur.ts';
import { schemaErrors } from '../harness/schema.ts';

const NAMES = SCENARIOS.map(({ name }) => name);

describe('concur without an experiment', () => {
  it('says what it can do, examples first, when nothing is asked', async () => {
    const { code, stdout, stderr } = await concur([]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.indexOf('concur demo threads')).toBeLessThan(stdout.indexOf('--help'));
  });

  it.each(['-v', '-V', '--version'])('%s prints the version alone', async (flag) => {
    expect(await concur([flag])).toMatchObject({ code: 0, stdout: `${packageVersion()}\n`, stderr: '' });
  });

  it.each([['-h'], ['--help'], ['demo', '--help'], ['help', 'demo']])('%s %s helps', async (...words) => {
    const { code, stdout } = await concur(words.filter((word) => word !== undefined));
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: concur');
  });

  it('lists every experiment with its question, a line each', async () => {
    const { code, stdout } = await concur(['list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n').slice(1);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(NAMES);
    expect(lines.every((line) => line.endsWith('?'))).toBe(true);
  });

  it('lists their names alone with -q, for a script', async () => {
    const { code, stdout } = await concur(['list', '-q']);
    expect([code, stdout]).toEqual([0, `${SCENARIOS.map(({ name }) => name).join('\n')}\n`]);
  });

  it('lists them as a document', async () => {
    const ended = await concur(['list', '--json']);
    const document = documentOf(ended);
    expect(schemaErrors('list', document)).toEqual([]);
    expect(document.scenarios.map(({ name }) => name)).toEqual(NAMES);
  });
});

describe('bad input', () => {
  it.each([
    ['demo tread', 'there is no experiment “tread”', 'Did you mean concur demo threads?'],
    ['dmeo threads', "unknown command 'dmeo'", 'Did you mean concur demo?'],
    ['threads', "unknown command 'threads'", 'Did you mean concur demo threads?'],
    ['race-condition', "unknown command 'race-condition'", 'Did you mean concur explain race-condition?'],
    ['help wach', "unknown command 'wach'", 'Did you mean concur watch?'],
    ['wach --help', "unknown command 'wach'", 'Did you mean concur watch?'],
    ['demo threads --xyzzy', "unknown option '--xyzzy'", 'See concur demo --help.'],
    ['demo threads --quik', "unknown option '--quik'", 'Did you mean --quick?'],
    ['demo', 'demo needs the name of an experiment', 'use --all'],
    ['demo --all threads', '--all and names exclude each other', 'Leave one of them out'],
    ['demo multicore -w 0', '-w 0 is not a whole number of 1 or more', 'Try -w 2'],
    ['demo multicore -w -1', '-w -1 is not a whole number of 1 or more', 'Try -w 2'],
    ['demo multicore -w x', '-w x is not a whole number of 1 or more', 'Try -w 2'],
    ['demo multicore -w 100000', 'more than this machine can start; the limit is', 'Try -w'],
    ['demo multicore --cores 0-', '“0-” is not a CPU list', '0-3,8'],
    ['demo multicore --cores 9999', '--cores 9999 is not usable here (usable CPUs: ', 'Try --cores'],
    ['demo multicore --step-time 50', '“50” is not a duration', '50ms'],
    ['demo multicore --engine thread', '--engine thread is unknown', 'Did you mean --engine threads?'],
    ['demo daemon --engine pool', 'daemon does not run on --engine pool', 'leave --engine out'],
    ['demo threads --pin spred', '--pin spred is unknown', 'Did you mean --pin spread?'],
    ['demo threads --fault boom', '--fault boom is unknown', '--fault throw@10'],
    ['demo threads --export jsn=x', '--export jsn=x is not FORMAT=FILE', '--export json='],
    ['demo threads --export json=/nowhere/x', "/nowhere/x can't be written", 'mkdir -p /nowhere'],
    ['demo threads --json --json-stream', 'both write to stdout', '--export json=FILE'],
    ['demo threads --timeout 0s', '“0s” is not a duration', '50ms'],
  ])('concur %s: says what is wrong and what to type', async (line, what, hint) => {
    const { code, stdout, stderr } = await concur(line.split(' '));
    expect(stderr).toContain(what);
    expect(stderr).toContain(hint);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
    if (!line.includes('--json')) expect(stdout).toBe('');
  });

  it('is a whole document all the same with --json', async () => {
    const ended = await concur(['demo', 'nope', '--json']);
    const document = documentOf(ended);
    expect(schemaErrors('error', document)).toEqual([]);
    expect(document.exit).toEqual({ code: 2, reason: 'there is no experiment “nope”' });
    expect(ended.code).toBe(2);
  });

  it('shows a stack only with --debug', async () => {
    expect((await concur(['demo', 'nope', '--debug'])).stderr).toMatch(/^\s+at /m);
  });
});
