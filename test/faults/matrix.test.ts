import { afterAll, describe, expect, it } from 'vitest';
import { tellSkipped } from '../harness/cgroup.ts';
import { terminalMissing } from '../harness/terminal.ts';
import { FaultedRun, type Wrapping } from './faulted-run.ts';
import { type Expected, expectedOf, FAULTS, type Fault } from './faults.ts';
import { Figures } from './figures.ts';
import { needMissing } from './needs.ts';
import { SUBJECTS, type Subject } from './subjects.ts';
import { verify } from './verify.ts';

// Every fault against every subject, each on a real pseudo-terminal.

const noTerminal = terminalMissing();
tellSkipped('the fault matrix', noTerminal);
const figures = new Figures();
afterAll(() => {
  process.stderr.write(figures.text());
});

describe.skipIf(noTerminal !== null)('under faults', () => {
  for (const fault of FAULTS) {
    for (const subject of SUBJECTS) {
      const expected = expectedOf(fault, subject);
      const lack = typeof expected === 'string' ? expected : needMissing(fault.needs);
      if (lack !== null) {
        tellSkipped(`${fault.name}: ${subject}`, lack);
        continue;
      }
      // 64 workers keep these cores busy by themselves.
      const test = fault.work === 'many' ? it : it.concurrent;
      test(`${fault.name}: ${subject}`, () => inject(fault, subject, expected as Expected));
    }
  }
});

async function inject(fault: Fault, subject: Subject, expected: Expected): Promise<void> {
  const run = await FaultedRun.start(subject, fault.work, aroundOf(fault, subject));
  try {
    await fault.inject?.(run);
    const injectedMs = performance.now();
    const name = `${fault.name}: ${subject}`;
    if (fault.goal === 'R4' && expected.says !== undefined)
      figures.note('R4', await run.says(expected.says), name);
    const ending = await (fault.takesTerminal === true ? run.endsWithout() : run.end());
    figures.note('R5', ending.orphansGoneMs, name);
    if (fault.goal === 'R6') figures.note('R6', ending.endedMs - injectedMs, name);
    if (fault.goal === 'R10' && ending.code !== 0) figures.note('R10', ending.endedMs - injectedMs, name);
    verify(ending, fault, subject, expected);
  } catch (error) {
    expect.fail(`${(error as Error).message}\n${run.said()}`);
  } finally {
    run.close();
  }
}

/** Those that have documents are asked for them: in files, and on stdout where people needn't read there. */
function aroundOf({ around = {} }: Fault, subject: Subject): Wrapping {
  if (subject.startsWith('map')) return around;
  const exports = ['--export', 'json=exports/report.json', '--export', 'md=exports/report.md'];
  if (around.columns !== undefined) return { ...around, streams: '', options: exports };
  return { ...around, options: ['--json', ...exports, ...(around.options ?? [])] };
}
