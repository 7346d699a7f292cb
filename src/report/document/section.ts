import type { Topology } from '../../model/machine/topology.ts';
import type { Phase } from '../../model/phases.ts';
import type { Timeline } from '../../model/trial/timeline.ts';
import type { TimeSplit } from '../style/time-split.ts';
import type { ChartData } from './chart-data.ts';
import type { ShownOutcome, Tone } from './outcome.ts';

/** What it all comes to; an answer that neither holds nor fails has no outcome. */
export interface Verdict {
  readonly kind: 'verdict';
  readonly outcome: ShownOutcome | null;
  readonly tone: Tone;
  /** `HOLDS`, `Use threads with 2 workers`. */
  readonly lead: string;
  readonly because: string;
}

/** Words, the first of them stressed where there is a lead. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly lead: string | null;
  readonly text: string;
  /** A note explains figures; an alarm has to be seen. */
  readonly tone: 'plain' | 'note' | 'alarm';
}

/** Names and what they stand for: in a row, or each on a line of its own. */
export interface Facts {
  readonly kind: 'facts';
  readonly layout: 'row' | 'lines';
  /** Several values belong to one name. */
  readonly facts: readonly (readonly [name: string, ...values: string[]])[];
}

export interface List {
  readonly kind: 'list';
  readonly tone: 'plain' | 'bad';
  readonly items: readonly string[];
}

/** What stands in a table: words, or something that is drawn where it can be. */
export type Cell =
  | string
  | { readonly outcome: ShownOutcome }
  | { readonly split: TimeSplit | null; readonly label: string }
  | { readonly share: number }
  | { readonly code: string }
  /** Leads to the group of that ID, where a reader can follow it. */
  | { readonly text: string; readonly target: string };

export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Whether its cells may be broken into lines: the last column's only. */
  readonly wraps?: boolean;
  /** A terminal draws it elsewhere. */
  readonly isForPages?: boolean;
}

export interface Table {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** What explains its figures; empty where nothing has to. */
  readonly note: string;
  /** A terminal shows so many rows, and in place of the others a line. */
  readonly short: { readonly rows: number; readonly rest: string } | null;
  /** Whether a terminal has to show its title, because nothing else says what it is. */
  readonly isTitled: boolean;
}

/** Something that was checked: a claim of an experiment, a check of a machine, a limit of a regression. */
export interface Case {
  readonly id: string;
  readonly title: string;
  readonly outcome: ShownOutcome;
  readonly expected: string;
  readonly observed: string;
  /** Null where expected and observed say all. */
  readonly because: string | null;
  /** How long its own trials took; null where it has none of its own. */
  readonly seconds: number | null;
  /** The case whose seconds are those of this one’s trials as well; null where there is none. */
  readonly timedWith: string | null;
}

/** A case that has no trials of its own. */
export const UNTIMED = { seconds: null, timedWith: null } as const;

export interface Cases {
  readonly kind: 'cases';
  /** What they come to, for formats that know nothing but cases; null where that is all that can be said. */
  readonly whole: Case | null;
  /** `concur check`, `gil`. */
  readonly suite: string;
  readonly title: string;
  readonly cases: readonly Case[];
}

/** A drawing in characters, shown as it is. */
export interface Picture {
  readonly kind: 'picture';
  readonly lines: readonly string[];
}

/** Packages, cores and CPUs, drawn as boxes in boxes. */
export interface Machinery {
  readonly kind: 'machinery';
  readonly topology: Topology;
}

/** A ratio as a bar, with its interval and a value to compare it with. */
export interface ChartBar {
  readonly label: string;
  readonly value: number | null;
  readonly ci95: readonly [number, number] | null;
  readonly reference: number | null;
  /** The figure in words, at the bar's end. */
  readonly note: string;
  readonly tone: Tone;
}

export interface BarChart {
  readonly title: string;
  readonly referenceIs: string;
  readonly bars: readonly ChartBar[];
}

/** What pages draw live, terminals as bars, and the rest as a table. */
export interface Chart {
  readonly kind: 'chart';
  readonly caption: string;
  readonly about: string;
  readonly bars: BarChart | null;
  readonly data: ChartData;
  readonly table: Table | null;
}

/** One run of some threads. */
export interface TimelineWindow {
  /** What it belongs to, in a trace of several: an experiment, a round. */
  readonly group: string;
  readonly name: string;
  /** What it is called beside others of its section. */
  readonly label: string;
  readonly figures: Readonly<Record<string, string | number | null>>;
  readonly timeline: Timeline;
  /** The run in stretches, in ns since the timeline’s start; missing where it has none. */
  readonly phases?: readonly Phase[];
}

/** Where threads ran, and when. The last window is shown first. */
export interface Timelines {
  readonly kind: 'timelines';
  readonly caption: string;
  readonly windows: readonly TimelineWindow[];
  /** The TIDs that a strip shows; null for all: helpers that hardly ran would take marks and show nothing. */
  readonly marked: readonly number[] | null;
}

/** Code as it is written. */
export interface Source {
  readonly kind: 'source';
  readonly path: string;
  readonly text: string;
}

/** Sections under a heading. */
export interface Group {
  readonly kind: 'group';
  readonly title: string;
  /** For those who want to know more: pages fold it away, a terminal shows what is in it without its title. */
  readonly isFolded: boolean;
  /** Too long for a terminal: the other formats have it. */
  readonly isForPages: boolean;
  /** Null where nothing refers to it. */
  readonly id: string | null;
  readonly sections: readonly Section[];
}

export type Section =
  | Verdict
  | Paragraph
  | Facts
  | List
  | Table
  | Cases
  | Picture
  | Machinery
  | Chart
  | Timelines
  | Source
  | Group;
