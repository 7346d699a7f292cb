import { expect } from 'vitest';
import type { CompareReport } from '../../src/model/documents/comparison.ts';
import type { DemoReport } from '../../src/model/documents/report.ts';
import { schemaErrors } from '../harness/schema.ts';
import { type Ending, KILLED } from './faulted-run.ts';
import type { Expected, Fault } from './faults.ts';
import { amountOf, isOfCommands, type Program, programOf, type Subject, type Work } from './subjects.ts';

/** The field that a program's report is about. */
const REPORTED = {
  demo: 'scenarios',
  own: 'scenarios',
  compare: 'workload',
  scale: 'workload',
  map: '',
  watch: 'threads',
} as const;

/** What has to be so after this fault. */
export function verify(ending: Ending, fault: Fault, subject: Subject, expected: Expected): void {
  const { code, said } = ending;
  if (code !== null) expect([expected.code].flat(), said).toContain(code);
  if (expected.says !== undefined) expect(said).toMatch(expected.says);
  verifyAlways(ending, subject);
  if (expected.isWhole ?? expected.code === 0) verifyAllDone(ending, subject, fault.work);
  fault.alsoHolds?.(ending);
}

/** What has to be so, whatever has happened. */
export function verifyAlways(ending: Ending, subject: Subject): void {
  const { code, said, stdout, orphans, modes } = ending;
  const program = programOf(subject);
  expect(orphans, orphans.join('\n')).toEqual([]);
  expect(modes[1], modes.join('\n')).toBe(modes[0]);
  expect(said).not.toMatch(/bug in concur/);
  // What a command has thrown, and a function that was called from the user's own program, may show where.
  if (['demo', 'own', 'compare'].includes(program) && !isOfCommands(subject))
    expect(said).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  // Nobody removes what SIGKILL left half-written, under a name of its own.
  const named = [...ending.exports].filter(([name]) => code !== KILLED || !name.endsWith('.part'));
  for (const [name, text] of named) wholeExport(name, text, program);
  if (stdout === '' || program === 'map') return;
  const { exit } = documentIn(stdout, program);
  // What was killed once its document was out can't have known.
  const wasKilledLate = code === KILLED && exit.code === 0;
  if (code !== null && !wasKilledLate) expect(exit.code).toBe(code);
}

/** No escape codes, and no carriage returns but those that a terminal's own line ends have, up to the shell's own. */
export function isPlain({ bytes, said }: Ending): void {
  const [untilShell = ''] = bytes.slice(bytes.indexOf('run.sh') + 1).split('\u0018');
  const ours = untilShell.replaceAll('\r\n', '\n');
  expect(ours + said).not.toMatch(/[\u001b\r]/);
}

/** @param columns which no line is wider than: a terminal would have wrapped it */
export function fits({ lines }: Ending, columns: number): void {
  const own = lines.slice(lines.findIndex((line) => line.includes('run.sh')) + 1);
  expect(own.filter((line) => [...line].length > columns)).toEqual([]);
}

/** An exported file is there as a whole, or not at all. */
function wholeExport(name: string, text: string, program: Program): void {
  expect(['report.json', 'report.md']).toContain(name);
  expect(text).not.toBe('');
  if (name.endsWith('.json')) documentIn(text, program);
  else expect(text).toMatch(/^##? [\s\S]+\n$/);
}

function documentIn(text: string, program: Program): { exit: { code: number } } {
  const document = JSON.parse(text);
  // What failed before there was anything to report is an error; what was cut short by then is a head and an end.
  if (document.schema === 'concur/error@1') expect(schemaErrors('error', document)).toEqual([]);
  else if (document[REPORTED[program]] != null)
    expect(schemaErrors(program === 'own' ? 'demo' : (program as 'demo'), document)).toEqual([]);
  return document;
}

/** Everything that was asked for was done, and done right. */
export function verifyAllDone({ exports, stdout, sums }: Ending, subject: Subject, work: Work): void {
  const program = programOf(subject);
  const { each, workers } = amountOf(work);
  const report = exports.get('report.json') ?? stdout;
  const sum = (each * (each - 1)) / 2;
  if (program === 'map') {
    const units = each * workers;
    expect(JSON.parse(stdout)).toEqual({ sum: (units * (units - 1)) / 2 });
  } else if (program === 'watch') {
    expect(sums).toEqual(new Array(workers).fill(sum));
  } else if (report === '') {
    expect.fail('there is no report');
  } else if (program === 'demo' || program === 'own') {
    const { scenarios }: DemoReport = JSON.parse(report);
    expect(scenarios[0]?.trials[0]?.workers.map(({ unitsDone }) => unitsDone)).toEqual(
      new Array(workers).fill(each),
    );
  } else if (isOfCommands(subject)) {
    const { runs }: CompareReport = JSON.parse(report);
    expect(runs.map(({ end }) => end?.code)).toEqual([0, 0]);
    expect(sums).toEqual(new Array(workers * runs.length).fill(sum));
  } else {
    const { results, runs }: CompareReport = JSON.parse(report);
    expect([results.length, runs.length]).toEqual([1, 2]);
  }
}
