import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/trial/observation.ts';
import { BUSY, makeSetting, QUIET } from '../fixtures/builders.ts';
import { daemonWorld, NODE, openFor, PYTHON } from '../fixtures/worlds/daemon.ts';
import {
  changed,
  claimsThat,
  judged,
  scenarioNamed,
  WITH_PYTHON,
  WITHOUT_PYTHON,
  withWorkers,
} from '../fixtures/worlds.ts';

const TRUE = daemonWorld();

function fails(trials: readonly Observation[]): string[] {
  return claimsThat('fails', judged('daemon', trials));
}

function wrote(label: string, ...files: string[]): Observation[] {
  return changed(TRUE, label, { files });
}

it('fails when the daemon’s file was written', () => {
  const result = judged('daemon', wrote(NODE, 'detached.txt', 'ref.txt', 'unref.txt'));
  expect(result.outcome).toBe('fails');
  expect(claimsThat('fails', result)).toEqual(['unref']);
  expect(result.because[0]).toContain('expected the program ends at once, file lost, observed it ended');
});

it('fails when the program waited for its daemon', () => {
  expect(fails(openFor(NODE, 'unref', 400)(TRUE))).toEqual(['unref']);
  expect(fails(openFor(PYTHON, 'daemon', 400)(TRUE))).toEqual(['python-daemon']);
});

it('fails when the program did not wait for its worker', () => {
  expect(fails(openFor(NODE, 'ref', 10)(TRUE))).toEqual(['ref']);
  expect(fails(openFor(PYTHON, 'thread', 10)(TRUE))).toEqual(['python-thread']);
});

it('fails when the worker’s or the detached child’s file was lost', () => {
  expect(fails(wrote(NODE, 'detached.txt'))).toEqual(['ref']);
  expect(fails(wrote(NODE, 'ref.txt'))).toEqual(['detached']);
  expect(fails(wrote(PYTHON, 'session.txt'))).toEqual(['python-thread']);
  expect(fails(wrote(PYTHON, 'thread.txt'))).toEqual(['python-session']);
});

it('holds it against no busy program that it says late that it waits, but that what it waits for is lost', () => {
  const outcomeOn = (conditions: Observation['conditions'], trials: readonly Observation[]) =>
    judged(
      'daemon',
      trials.map((trial) => ({ ...trial, conditions })),
    ).outcome;
  const late = openFor(NODE, 'ref', 200)(TRUE);
  expect([outcomeOn(QUIET, late), outcomeOn(BUSY, late)]).toEqual(['fails', 'inconclusive']);
  expect(outcomeOn(BUSY, wrote(NODE, 'detached.txt'))).toBe('fails');
});

it('draws the line at eight tenths of the helper’s delay', () => {
  // 400 ms: held open from 320 ms on; 300 ms when it shall be quick: from 240 ms on.
  const node = (ms: number, quick = false) =>
    judged('daemon', openFor(NODE, 'ref', ms)(TRUE), { quick }).outcome;
  expect(node(320)).toBe('holds');
  expect(node(319)).toBe('fails');
  expect(node(240, true)).toBe('holds');
});

it('is inconclusive where a program’s end or the folder is unknown', () => {
  const endless = TRUE.map((trial) =>
    withWorkers(trial, ({ name }) => (name === 'ref' || name === 'daemon' ? { exitNs: null } : {})),
  );
  expect(claimsThat('inconclusive', judged('daemon', endless))).toEqual(['ref', 'python-daemon']);
  expect(claimsThat('inconclusive', judged('daemon', changed(TRUE, NODE, { files: null })))).toEqual([
    'ref',
    'unref',
    'detached',
  ]);
});

it('tells of Node alone where there is no Python', () => {
  const result = judged('daemon', TRUE.slice(0, 1), {}, WITHOUT_PYTHON);
  expect(result.story).toHaveLength(3);
  expect(claimsThat('skipped', result)).toEqual(['python-thread', 'python-daemon', 'python-session']);
});

it('waits long enough for the last file, and lets a program that is held open live', () => {
  const { trials } = scenarioNamed('daemon').plan(WITH_PYTHON, makeSetting());
  expect(trials.map(({ label }) => label)).toEqual([NODE, PYTHON]);
  for (const { scratch, slots } of trials) {
    expect(scratch?.settleMs).toBeGreaterThan(400);
    for (const slot of slots) expect(slot.leaveMs).toBeGreaterThan(400);
  }
});
