import { UNKNOWN_WAITS } from '../../model/waits.ts';

/** A part of a document, as JSON.parse gives it. */
type Part = Record<string, unknown>;

type Addition = readonly [path: string, fields: Part];

/**
 * What documents of version 0.1.0 may lack, by the kind of document: a path to the objects that got a field later, and the
 * field’s value for those that don’t have it. `[]` stands for each element of an array, an empty path for the document.
 */
const ADDED: Readonly<Record<string, readonly Addition[]>> = {
  check: [['checks[]', { timedWith: null }]],
  demo: [
    ['scenarios[]', { picture: [], skipped: [], tables: [] }],
    ['scenarios[].trials[]', { timeline: null }],
    ['scenarios[].trials[].conditions', { idleCpus: null, longestPauseNs: 0, sawStopped: false }],
    ['scenarios[].trials[].workers[]', { processCpuNs: null, waits: null }],
  ],
  compare: [
    ['runs[]', { timeline: null, lock: null, end: null }],
    ['results[]', { subject: null, lock: null, program: null }],
  ],
  scale: [
    ['runs[]', { timeline: null, lock: null, end: null }],
    ['points[]', { program: null }],
    ['fits[]', { counts: 'cpus' }],
    ['fit', { counts: 'cpus' }],
    ['predicted[]', { selected: true }],
    ['', { subject: null }],
  ],
  watch: [
    [
      '',
      { unfollowed: null, shortLives: null, detached: [], waits: UNKNOWN_WAITS, waitedFor: [], locks: [] },
    ],
    ['', { deadlock: null, waitsUnread: null, phases: [], byPhases: false, ceiling: null }],
    ['', { requirements: [] }],
    ['phases[]', { manner: null }],
    ['ceiling', { alone: [] }],
    ['threads[]', { waits: UNKNOWN_WAITS }],
  ],
  cores: [
    ['', { hidden: null, unpinnedCpus: null, process: null, share: null, memory: null, pressure: null }],
    ['', { virt: null, perWorker: null }],
    ['counts', { isolatedCpus: null }],
    ['measured', { throughputNoise: null }],
    ['claims[]', { ruleCpus: null, reference: null }],
    ['recommendations[]', { atMost: false, variable: null }],
  ],
};

/** In documents of every kind. */
const ADDED_EVERYWHERE: readonly Addition[] = [
  [
    'machine',
    {
      hostname: null,
      isVirtual: null,
      python: null,
      quotaGroup: null,
      quotaIsHidden: false,
      unpinnedCpus: null,
    },
  ],
];

/** The document with what it lacks filled in. What it has stays; what isn't what it should be is for others to refuse. */
export function filledUp(kind: string, document: Part): Part {
  return [...ADDED_EVERYWHERE, ...(ADDED[kind] ?? [])].reduce((filled, [path, fields]) => {
    const steps = path
      .split('.')
      .filter((step) => step !== '')
      .flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));
    return withFields(filled, steps, fields) as Part;
  }, document);
}

function withFields(part: unknown, steps: readonly string[], fields: Part): unknown {
  const [step, ...rest] = steps;
  if (step === '[]') return Array.isArray(part) ? part.map((each) => withFields(each, rest, fields)) : part;
  if (!isPart(part)) return part;
  if (step === undefined) return { ...part, ...missingIn(part, fields) };
  return step in part ? { ...part, [step]: withFields(part[step], rest, fields) } : part;
}

/** Behind what is there: a document that lacks nothing stays as it is, to the order of its fields. */
function missingIn(part: Part, fields: Part): Part {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in part)));
}

export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
