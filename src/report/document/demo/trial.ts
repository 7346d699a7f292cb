import { formatCpuList } from '../../../base/cpu-list.ts';
import { formatBytes, formatCount, formatNs, formatRatio, formatShare } from '../../../base/units.ts';
import { PIN_WORDS, wasInterrupted } from '../../../model/trial/evidence.ts';
import type { Observation, WorkerRecord } from '../../../model/trial/observation.ts';
import { timeSplit } from '../../style/time-split.ts';
import { causesText } from '../../words/causes.ts';
import { SPLIT_TITLE, switchesOf } from '../../words/figures.ts';
import { type FigureColumn, tableOf, withoutEmpty } from '../parts.ts';
import type { Section, Timelines } from '../section.ts';

type WorkerColumn = FigureColumn<WorkerRecord>;

const WORKER_COLUMNS: readonly WorkerColumn[] = [
  { title: 'worker', align: 'left', cell: ({ name }) => name },
  { title: 'PID', align: 'right', cell: ({ pid }) => `${pid ?? '?'}` },
  { title: 'TID', align: 'right', cell: ({ tid }) => `${tid ?? '?'}` },
  { title: 'affinity', align: 'left', cell: affinityWords },
  { title: 'seen on CPU', align: 'left', cell: sampleShares },
  { title: 'units', align: 'right', cell: unitsWords },
  { title: 'context switches', align: 'right', cell: switchesOf },
  { title: 'Pss', align: 'right', cell: ({ pssBytes }) => (pssBytes === null ? '' : formatBytes(pssBytes)) },
  { title: 'end', align: 'left', cell: endWord },
];

/** A terminal draws it as bars. */
const TIME_COLUMN: WorkerColumn = {
  title: SPLIT_TITLE,
  align: 'left',
  cell: (worker) => ({ split: timeSplit(worker), label: worker.name }),
};

/** How a worker ended, where it isn't done: one that we stopped hasn't failed. */
function endWord({ state, fault }: WorkerRecord): string {
  if (state === 'done') return '';
  return wasInterrupted(fault) ? 'stopped' : state;
}

/**
 * One trial: its figures, its workers, where their time went, and when.
 * @param experiment whose it is
 * @param isBrief whether of its workers only their time is shown
 */
export function trialSections(trial: Observation, experiment: string, isBrief: boolean): Section[] {
  const { label, r, d, kind, causes, wallNs, spawnNs, engine, state, workers } = trial;
  const columns = isBrief ? [TIME_COLUMN] : [...WORKER_COLUMNS, TIME_COLUMN];
  const faults = workers.flatMap(({ name, fault }) => (fault === null ? [] : [`${name}: ${fault.message}`]));
  return [
    {
      kind: 'facts',
      layout: 'row',
      facts: [
        ['kind', kind ?? 'unknown'],
        ['busy', formatRatio(r)],
        ['queued', `${formatRatio(d)} (cores)`],
        ['engine', engine],
        ['wall', formatNs(wallNs)],
        ['start-up', formatNs(spawnNs)],
        ...(state === 'ok' ? [] : [['state', state] as const]),
        ...(causes.length === 0 ? [] : [['delayed by', causesText(causes)] as const]),
      ],
    },
    ...tableOf(`Workers of ${label}`, withoutEmpty(columns, workers), workers),
    ...(faults.length === 0 ? [] : [{ kind: 'list', tone: 'bad', items: faults } as const]),
    ...timelineOf(trial, experiment),
  ];
}

function timelineOf({ label, r, d, kind, timeline }: Observation, experiment: string): Timelines[] {
  // Documents of earlier versions have none.
  if (timeline == null) return [];
  const window = { group: experiment, name: label, label, figures: { r, d, kind }, timeline };
  return [{ kind: 'timelines', caption: `Timeline of ${label}`, windows: [window], marked: null }];
}

function affinityWords({ pin }: WorkerRecord): string {
  const where = pin.cpus === null ? '' : ` ${formatCpuList(pin.cpus)}`;
  return pin.state === 'held' || pin.state === 'off'
    ? `${PIN_WORDS[pin.state]}${where}`
    : PIN_WORDS[pin.state];
}

function unitsWords({ unitsDone, units: asked }: WorkerRecord): string {
  return asked === null ? formatCount(unitsDone) : `${formatCount(unitsDone)}/${formatCount(asked)}`;
}

function sampleShares({ cpusSeen }: WorkerRecord): string {
  const total = Object.values(cpusSeen).reduce((sum, count) => sum + count, 0);
  if (total === 0) return '?';
  return Object.entries(cpusSeen)
    .map(([cpu, count]) => `${cpu}: ${formatShare(count / total)}`)
    .join(', ');
}
