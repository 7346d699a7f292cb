import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCommands } from '../../../src/base/text/commands.ts';
import { printable } from '../../../src/base/text/printable.ts';
import type { CheckReport } from '../../../src/model/documents/check.ts';
import { githubOutputs } from '../../../src/report/format/github.ts';
import {
  FAILED,
  makeCheckReport,
  makeCheckResult,
  nastyReport,
  nastyText,
  OPEN,
  PASSED,
} from '../../fixtures/check-report.ts';
import { documentOf, writerOf } from '../../fixtures/rendered.ts';

const checkAnnotations = writerOf('check', 'github');
const checkOutputs = (report: CheckReport) => githubOutputs(documentOf('check', report));

/** What a reader gets to see of a text. */
const readable = (text: string) => withoutCommands(printable(text));

interface Command {
  readonly command: string;
  readonly title: string;
  readonly message: string;
}

/** Reads workflow commands as GitHub's runner does (actions/runner, ActionCommand.cs). */
function parseCommands(text: string): Command[] {
  if (text === '') return [];
  const lines = text.split(/\r\n|\n|\r/);
  expect(lines.pop()).toBe('');
  return lines.map((line) => {
    const [, command = '', properties = '', message = ''] = /^::(\w+)(?: (.*?))?::(.*)$/s.exec(line) ?? [];
    const titles = properties.split(',').map((property) => /^title=(.*)$/s.exec(property)?.[1]);
    expect(titles).toHaveLength(1);
    return { command, title: unescapeProperty(titles[0] ?? '?'), message: unescapeData(message) };
  });
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}

const of = (id: string, outcome: 'fail' | 'inconclusive') => makeCheckResult({ id, outcome });

describe('annotations', () => {
  it('are an error for what fails and a warning for what is open', () => {
    expect(parseCommands(checkAnnotations(makeCheckReport()))).toEqual([
      {
        command: 'error',
        title: 'concur check: parallelism',
        message: `${FAILED.title}: fail, because ${FAILED.because} (expected ${FAILED.expected}; observed ${FAILED.observed})`,
      },
      {
        command: 'warning',
        title: 'concur check: leaked-workers',
        message: expect.stringContaining('inconclusive, because no worker ran'),
      },
    ]);
  });

  it('are errors alone with --inconclusive fail', () => {
    const annotations = checkAnnotations(makeCheckReport({ options: { inconclusive: 'fail' } }));
    expect(parseCommands(annotations).map(({ command }) => command)).toEqual(['error', 'error']);
  });

  it('are none where every check passes', () => {
    expect(checkAnnotations(makeCheckReport({ checks: [PASSED] }))).toBe('');
  });

  it('tell what fails before what is open', () => {
    const checks = [of('a', 'inconclusive'), of('b', 'fail'), of('c', 'inconclusive'), of('d', 'fail')];
    expect(parseCommands(checkAnnotations(makeCheckReport({ checks }))).map(({ title }) => title)).toEqual(
      ['b', 'd', 'a', 'c'].map((id) => `concur check: ${id}`),
    );
  });

  it.each([
    [10, 10, null],
    [11, 10, 'and 2 more, in the job summary'],
    [200, 10, 'and 191 more, in the job summary'],
  ])('of %d checks are %d', (count, lines, last) => {
    const checks = Array.from({ length: count }, (_, index) => of(`c${index}`, 'fail'));
    const commands = parseCommands(checkAnnotations(makeCheckReport({ checks })));
    expect(commands).toHaveLength(lines);
    if (last !== null) expect(commands.at(-1)).toMatchObject({ command: 'notice', message: last });
  });

  it('are one line each, ten at most, and say again what the check said', () => {
    fc.assert(
      fc.property(nastyReport, (report) => {
        const open = report.options.inconclusive === 'fail' ? 'error' : 'warning';
        const told = [
          ...report.checks.filter(({ outcome }) => outcome === 'fail'),
          ...report.checks.filter(({ outcome }) => outcome === 'inconclusive'),
        ];
        const commands = parseCommands(checkAnnotations(report));
        expect(commands.length).toBe(Math.min(10, told.length));
        const shown = told.length > 10 ? commands.slice(0, 9) : commands;
        shown.forEach((command, index) => {
          const { id, title, outcome, expected, observed, because } = told[index] ?? OPEN;
          expect(command).toEqual({
            command: outcome === 'fail' ? 'error' : open,
            title: readable(`concur check: ${id}`),
            message: readable(
              `${title}: ${outcome}, because ${because} (expected ${expected}; observed ${observed})`,
            ),
          });
        });
      }),
    );
  });

  it('name any check as it is', () => {
    fc.assert(
      fc.property(nastyText, (id) => {
        const checks = [makeCheckResult({ id, outcome: 'fail' })];
        const [command] = parseCommands(checkAnnotations(makeCheckReport({ checks })));
        expect(command?.title).toBe(readable(`concur check: ${id}`));
      }),
    );
  });
});

describe('outputs', () => {
  it('are a line for each key', () => {
    expect(checkOutputs(makeCheckReport({ parallelism: 1.976 }))).toBe(
      'outcome=fail\nparallelism=1.98\nrecommended-workers=1\neffective-cpus=2\n',
    );
  });

  it('are empty where a figure is unknown', () => {
    const unknown = makeCheckReport({ parallelism: null, recommendedWorkers: null });
    expect(checkOutputs(unknown)).toBe(
      'outcome=fail\nparallelism=\nrecommended-workers=\neffective-cpus=2\n',
    );
  });

  it('are the same four lines whatever the checks say', () => {
    fc.assert(
      fc.property(nastyReport, (report) => {
        expect(checkOutputs(report)).toMatch(
          /^outcome=(pass|fail|inconclusive)\nparallelism=(\d+(\.\d\d)?)?\nrecommended-workers=(\d+)?\neffective-cpus=(\d+(\.\d\d)?)?\n$/,
        );
      }),
    );
  });
});
