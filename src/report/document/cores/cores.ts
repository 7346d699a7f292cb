import { countOf } from '../../../base/units.ts';
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
import { type Detail, detail, shownSections } from '../details.ts';
import { type RecordColumns, type ReportDocument, recordsOf, type Shown, WHOLE } from '../document.ts';
import { answer, type FigureColumn, note, tableOf } from '../parts.ts';
import type { Section } from '../section.ts';
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
export function coresDocument(report: CoresReport, shown: Shown = WHOLE): ReportDocument {
  const { limits, caches, measured, counts, hidden } = report;
  const isolated = isolatedWords(report);
  return {
    report,
    command: 'cores',
    title: headline(report),
    lead: [],
    sections: shownSections(
      [
        answer(effectiveLead(report), effectiveWords(report)),
        workersAnswer(report),
        ...processSections(report),
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
        ...detail('share of each group', shareSections(report)),
        ...detail('memory limits', memorySections(report)),
        ...detail('kernel settings', pressureSections(report)),
        ...virtSections(report),
        ...reportedTable(report),
        ...adviceSections(report),
        ...aboutRun(report, shown),
      ],
      shown,
    ),
    line: shortestAnswer(report),
    outputs: adviceOutputs(report),
    variables: adviceVariables(report),
    records: recordsOf(RECORD_COLUMNS, report.cpus),
  };
}

/** Who reports how many CPUs; in brief those who report too many, or too few. */
function reportedTable(report: CoresReport): (Section | Detail)[] {
  const { claims } = report;
  const table = (rows: readonly JudgedCpus[]) => tableOf('Reported CPUs', reportedColumns(report), rows);
  const wrong = claims.filter((claim) => claim.wrongBy !== 0);
  const right = claims.length - wrong.length;
  return right === 0
    ? table(claims)
    : detail(`${countOf(right, 'correct count')} of CPUs`, table(claims), table(wrong));
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
