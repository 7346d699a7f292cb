import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { Limit } from '../../../model/machine/machine.ts';
import type { JudgedCpus } from '../../../model/machine/reported-cpus.ts';
import type { LogicalCpu } from '../../../model/machine/topology.ts';
import {
  cacheSummary,
  countsWords,
  effectiveWords,
  hiddenWords,
  isolatedWords,
  measuredWords,
  wrongBy,
} from '../../words/cores/cpus.ts';
import { processName } from '../../words/cores/process.ts';
import { BUSY_QUEUED_NOTE, decimal } from '../../words/figures.ts';
import { aboutRun } from '../about.ts';
import type { ReportDocument } from '../document.ts';
import { type RecordColumns, recordsOf } from '../document.ts';
import { answer, type FigureColumn, note, tableOf } from '../parts.ts';
import { adviceOutputs, adviceSections, adviceVariables, shortestAnswer, workersAnswer } from './advice.ts';
import { memoryFacts, memorySections } from './memory.ts';
import { pressureFacts, pressureSections } from './pressure.ts';
import { processFacts, processSections } from './process.ts';
import { shareFacts, shareSections } from './share.ts';
import { virtFacts, virtSections } from './virt.ts';

const LIMIT_COLUMNS: readonly FigureColumn<Limit>[] = [
  { title: 'limits', align: 'left', cell: ({ source }) => source },
  { title: 'CPUs', align: 'right', cell: ({ cpus }) => decimal(cpus) },
  { title: 'detail', align: 'left', cell: ({ detail }) => detail },
  {
    title: 'read from',
    align: 'left',
    wraps: true,
    cell: ({ path }) => (path === null ? '-' : { code: path }),
  },
];

/** What there is, what of it may be used, and who is wrong about that. */
export function coresDocument(report: CoresReport): ReportDocument {
  const { limits, caches, measured, counts, hidden } = report;
  const isolated = isolatedWords(report);
  return {
    report,
    command: 'cores',
    title: headline(report),
    lead: [],
    sections: [
      ...processSections(report),
      answer(effectiveLead(report), effectiveWords(report)),
      ...workersAnswer(report),
      { kind: 'machinery', topology: report },
      {
        kind: 'facts',
        layout: 'lines',
        facts: [
          ...processFacts(report),
          ['CPUs', countsWords(counts)],
          ['Caches', cacheSummary(caches)],
          ['Measured', measuredWords(measured)],
          ...(isolated === null ? [] : [['Isolated', isolated] as const]),
          ...(hidden === null ? [] : [['Hidden', hiddenWords(hidden)] as const]),
          ...shareFacts(report),
          ...memoryFacts(report),
          ...pressureFacts(report),
          ...virtFacts(report),
        ],
      },
      ...(measured === null ? [] : [note(BUSY_QUEUED_NOTE)]),
      ...tableOf('Limits', LIMIT_COLUMNS, limits),
      ...shareSections(report),
      ...memorySections(report),
      ...pressureSections(report),
      ...virtSections(report),
      ...tableOf('Reported CPUs', reportedColumns(report), report.claims),
      ...adviceSections(report),
      ...aboutRun(report),
    ],
    line: shortestAnswer(report),
    outputs: adviceOutputs(report),
    variables: adviceVariables(report),
    records: recordsOf(RECORD_COLUMNS, report.cpus),
  };
}

function reportedColumns({ sysroot, process }: CoresReport): readonly FigureColumn<JudgedCpus>[] {
  const ruleOf = ({ rule, basis }: JudgedCpus) =>
    basis === 'rule' && sysroot === null && process === null ? `${rule} (not asked)` : rule;
  return [
    {
      title: process === null ? 'reported by' : 'would be reported by',
      align: 'left',
      cell: ({ source }) => source,
    },
    { title: 'CPUs', align: 'right', cell: ({ cpus }) => `${cpus ?? '?'}` },
    { title: 'off by', align: 'right', cell: wrongBy },
    { title: 'its rule', align: 'left', wraps: true, cell: ruleOf },
  ];
}

function effectiveLead({ process }: CoresReport): string {
  return process === null ? 'Effective' : `Effective for process ${process.pid}`;
}

function headline({ machine, sysroot, process }: CoresReport): string {
  const where =
    sysroot === null
      ? `Linux ${machine?.kernel ?? '?'}, Node ${machine?.node ?? '?'}`
      : `captured in ${sysroot}`;
  const whole = `${machine?.cpuModel ?? 'CPU of unknown model'} (${where})`;
  return process === null ? whole : `${processName(process)} on ${whole}`;
}

const RECORD_COLUMNS: RecordColumns<LogicalCpu> = {
  cpu: ({ cpu }) => cpu,
  online: ({ online }) => online,
  allowed: ({ allowed }) => allowed,
  isolated: ({ isolated }) => isolated,
  core: ({ core }) => core,
  package: (cpu) => cpu.package,
  die: ({ die }) => die,
  cluster: ({ cluster }) => cluster,
  node: ({ node }) => node,
  l3: ({ l3 }) => l3,
  kind: ({ kind }) => kind,
  maxMhz: ({ maxMhz }) => maxMhz,
};
