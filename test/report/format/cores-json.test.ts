import { expect, it } from 'vitest';
import { NO_COUNTS } from '../../../src/model/machine/topology.ts';
import { makeCoresReport, topologyOf } from '../../fixtures/cores-report.ts';
import { everyFormat } from '../../fixtures/every-format.ts';
import { ALDER_LAKE, BIG_LITTLE } from '../../fixtures/machines.ts';
import { writerOf } from '../../fixtures/rendered.ts';
import { schemaErrors } from '../../harness/schema.ts';

const REPORTS = {
  'a server': makeCoresReport(),
  'a hybrid machine': makeCoresReport({ ...topologyOf(ALDER_LAKE), measured: null }),
  'a telephone': makeCoresReport(topologyOf(BIG_LITTLE)),
  'nothing known': makeCoresReport({
    machine: null,
    cpus: [],
    caches: [],
    counts: NO_COUNTS,
    effectiveCpus: null,
    quotaCpus: null,
    recommendedWorkers: null,
    recommendations: [],
    sysroot: '/m',
  }),
};

it.each(Object.entries(REPORTS))('keeps to the schema that ships: %s', (_what, report) => {
  expect(schemaErrors('cores', JSON.parse(writerOf('cores', 'json')(report)))).toEqual([]);
});

it('is not valid with a count that is no whole number, or without its CPUs', () => {
  const report = makeCoresReport();
  const counts = { ...report.counts, physicalCores: 1.5 };
  expect(schemaErrors('cores', { ...report, counts })).not.toEqual([]);
  expect(schemaErrors('cores', { ...report, cpus: undefined })).not.toEqual([]);
});

it('draws a report that was saved like the one that was run', async () => {
  for (const report of Object.values(REPORTS)) {
    const saved = JSON.parse(writerOf('cores', 'json')(report));
    for (const toText of everyFormat('cores')) expect(toText(saved)).toBe(toText(report));
  }
});
