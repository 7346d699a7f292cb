import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DemoReport, ScenarioResult } from '../../../../src/model/documents/report.ts';
import {
  closingSections,
  scenarioSections,
  titleOf,
  verdictLine,
} from '../../../../src/report/document/demo/demo.ts';
import { SHORT } from '../../../../src/report/document/document.ts';
import { sectionsText, warningsText } from '../../../../src/report/format/text.ts';
import type { OutputStyle } from '../../../../src/report/style/output-style.ts';
import { causeText } from '../../../../src/report/words/causes.ts';
import {
  makeClaim,
  makeMachine,
  makeObservation,
  makeReport,
  makeResult,
  makeSetting,
  makeWorker,
  pinnedWorker,
} from '../../../fixtures/builders.ts';
import { PINNED_TO_ONE, steal } from '../../../fixtures/causes.ts';
import { textWriterOf } from '../../../fixtures/rendered.ts';
import { ASCII_ONLY, bare, COLORED, PLAIN, unbroken, widest } from '../../../fixtures/text.ts';
import { judged, scenarioNamed, WORLDS } from '../../../fixtures/worlds.ts';

const demoText = textWriterOf('demo');
const scenarioText = (result: ScenarioResult, style: OutputStyle) =>
  sectionsText(titleOf(result), scenarioSections(result), style);
const closingText = (report: DemoReport, style: OutputStyle) =>
  sectionsText(null, closingSections(report, SHORT), style) + warningsText(report.warnings, style);
const WIDTHS = [20, 40, 80, 120];
const PALETTES = { plain: PLAIN, colored: COLORED, ascii: ASCII_ONLY };
const WIDE: OutputStyle = { palette: PLAIN, width: 100 };

/** Everything that can be said of an experiment, long and with all that can go wrong. */
const BROKEN = makeResult({
  outcome: 'fails',
  because: ['w1 (PID 4711, TID 4712) was killed by SIGKILL after 123456789 of 987654321 units', 'and so on'],
  trials: [
    makeObservation({
      state: 'failed',
      r: null,
      d: null,
      kind: null,
      wallNs: null,
      causes: [PINNED_TO_ONE, steal(0.12)],
      workers: [
        makeWorker({
          name: 'a worker with a name that is longer than most',
          state: 'killed',
          pid: 4194304,
          tid: 4194305,
          units: 987654321,
          unitsDone: 123456789,
          endNs: null,
          cpusSeen: { '0': 999, '1': 1, '1023': 500 },
          pssBytes: 123456789,
          fault: { message: `was killed by SIGKILL ${'x'.repeat(150)}`, code: null, signal: 'SIGKILL' },
        }),
        makeWorker({ pid: null, tid: null, voluntarySwitches: null, cpusSeen: {} }),
      ],
    }),
  ],
});

const RESULTS: readonly (readonly [string, ScenarioResult])[] = [
  ...Object.entries(WORLDS).map(([name, world]) => [name, judged(name, world.holds())] as const),
  ['one that broke', BROKEN],
  ['one that never ran', makeResult({ outcome: 'skipped', claims: [], trials: [], story: [] })],
];

describe.each(WIDTHS)('at %d columns', (width) => {
  describe.each(Object.entries(PALETTES))('in %s text', (_name, palette) => {
    const style = { palette, width };

    it.each(RESULTS)('%s is never wider', (_experiment, result) => {
      expect(widest(scenarioText(result, style))).toBeLessThanOrEqual(width);
    });

    it.each(RESULTS)('%s loses nothing that it has to say', (_experiment, result) => {
      const text = unbroken(scenarioText(result, style));
      const said = [
        result.question,
        result.hypothesis,
        result.asked,
        ...result.story,
        ...result.because,
        ...result.claims.map(
          ({ statement, observed, expected }) => `${statement}: ${observed} (expected ${expected})`,
        ),
        ...result.trials.flatMap(({ label, causes, workers }) => [
          label,
          ...causes.map(causeText),
          ...workers.flatMap(({ name, fault }) => [name, ...(fault === null ? [] : [fault.message])]),
        ]),
      ];
      for (const sentence of said) expect(text).toContain(unbroken(palette.text(sentence)));
    });
  });

  it('a dry run is never wider', () => {
    const plan = scenarioNamed('multicore').plan(makeMachine(), makeSetting({ workers: 3 }));
    const dry = makeResult({ outcome: 'skipped', claims: [], trials: [], plan });
    const text = scenarioText(dry, { palette: PLAIN, width });
    expect(widest(text)).toBeLessThanOrEqual(width);
    for (const name of ['Core 0 #0', 'Core 1 #1', 'Core 0 #2'])
      expect(unbroken(text)).toContain(unbroken(name));
  });

  it('what is said at the end is never wider', () => {
    const warnings = [
      { code: 'X', message: `something ${'long '.repeat(40)}`, hint: 'Do something about it.' },
    ];
    const report = makeReport({ warnings, scenarios: [makeResult(), makeResult({ outcome: 'fails' })] });
    expect(widest(closingText(report, { palette: COLORED, width }))).toBeLessThanOrEqual(width);
  });
});

it('is never wider than any terminal from 20 columns on, whatever a worker is called and says', () => {
  const word = fc.stringMatching(/^[!-~]{1,40}( [!-~]{1,40}){0,3}$/);
  fc.assert(
    fc.property(word, word, word, fc.integer({ min: 20, max: 160 }), (name, message, statement, width) => {
      const workers = [makeWorker({ name, fault: { message, code: null, signal: null } })];
      const result = makeResult({
        claims: [makeClaim({ statement })],
        trials: [makeObservation({ workers, label: name })],
      });
      expect(widest(scenarioText(result, { palette: PLAIN, width }))).toBeLessThanOrEqual(width);
    }),
    { numRuns: 50 },
  );
});

it('needs nothing but ASCII where the locale has no more', () => {
  for (const [, result] of RESULTS) {
    expect(scenarioText(result, { palette: ASCII_ONLY, width: 80 })).toMatch(/^[\n -~]*$/);
  }
});

it('says the same with colours as without', () => {
  for (const [, result] of RESULTS) {
    const colored = scenarioText(result, { palette: COLORED, width: 80 });
    expect(bare(colored)).toBe(scenarioText(result, { palette: PLAIN, width: 80 }));
    expect(colored).not.toBe(bare(colored));
  }
});

it('says what was asked, what was seen, what the kernel says, and so what', () => {
  const workers = [
    pinnedWorker(0, {
      engine: 'processes',
      units: 25,
      unitsDone: 25,
      runNs: 0.5e9,
      runDelayNs: 0.25e9,
      pssBytes: 38_200_000,
    }),
    makeWorker({ name: 'w2', tid: 102, cpusSeen: { '0': 1, '1': 999 }, unitsDone: 4_560_000 }),
  ];
  const result = makeResult({
    claims: [makeClaim(), makeClaim({ statement: 'the sea is blue', observed: 'green', outcome: 'fails' })],
    outcome: 'fails',
    because: ['the sea is blue: expected blue, observed green'],
    story: ['it was blue', 'but not below'],
    trials: [makeObservation({ label: 'a look', workers, causes: [steal(0.5)] })],
  });
  expect(scenarioText(result, WIDE)).toBe(`sky: Which colour is the sky?
✘ FAILS  because the sea is blue: expected blue, observed green

Hypothesis  It is blue.
Asked       one look upwards
Saw         it was blue
            but not below

✔ the sky is blue: blue (expected blue)
✘ the sea is blue: green (expected blue)

▸ a look: kind PARALLEL, busy 1.95, queued 0.03 (cores), engine threads, wall 1.00 s, start-up
50.0 ms, delayed by steal: the host took 50 %
worker  PID  TID  affinity   seen on CPU        units  context switches      Pss
w1      100  101  applied 0  0: 100 %           25/25            4 + 70  38.2 MB
w2      100  102  off 0-1    0: <1 %, 1: >99 %  4.56M            4 + 70
w1  ██████████▒▒▒▒▒·····  50 % · 25 % · 25 %
w2  ██████████████████▒·  90 % · 5 % · 5 %
    0             1.00 s
CPU 0 |1111111111111111111111111·1111111111111111111111111111111111|
CPU 1 |2222222222222222222222222·2222222222222222222222222222222222|
1 w1  2 w2  · none of them
█ running  ▒ queued  · blocked
  busy: CPUs utilised. queued: runnable but waiting for a CPU (run-queue wait). Both in cores, on
  average.
  context switches: voluntary + involuntary.
`);
});

it('says a verdict in one line', () => {
  expect(verdictLine(makeResult())).toBe('sky: holds, because all 1 claims hold');
});

it('counts outcomes where there were several experiments, and only there', () => {
  const scenarios = [makeResult(), makeResult(), makeResult({ outcome: 'inconclusive' })];
  expect(closingText(makeReport({ scenarios }), WIDE)).toBe('3 experiments: 2 holds, 1 inconclusive\n');
  expect(closingText(makeReport(), WIDE)).toBe('');
});

it('says a warning with its hint', () => {
  expect(warningsText([{ code: 'X', message: 'not pinned', hint: 'Use --pin none.' }], WIDE)).toBe(
    'warning: not pinned. Use --pin none.\n',
  );
});

it('puts experiments below each other, and all of them at a glance first', () => {
  const report = makeReport({ scenarios: [makeResult(), makeResult({ name: 'sea' })] });
  const text = demoText(report, WIDE);
  expect(text).toMatch(/^2 experiments: 2 holds\n\nexperiment {2}outcome {2}question\nsky +✔ holds {2}Which/);
  expect(text.indexOf('▸ sky: Which')).toBeGreaterThan(0);
  expect(text.indexOf('▸ sea: Which')).toBeGreaterThan(text.indexOf('▸ sky: Which'));
});

it('prints source as it is written', () => {
  const source = [{ path: 'scenarios/sky.ts', text: 'const sky = "blue";\n' }];
  expect(scenarioText(makeResult({ source }), WIDE)).toContain(
    '\n// scenarios/sky.ts\nconst sky = "blue";\n',
  );
});
