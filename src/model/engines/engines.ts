/**
 * What has to be known of an engine, besides how to run it.
 * @typeParam Name the names of all engines
 */
interface EngineTraits<Name extends string = string> {
  /** The language of the work that it runs. */
  readonly runtime: 'node' | 'python';
  /**
   * Where its workers live.
   * - `own-threads`: in our process, a thread each
   * - `one-loop`: on one event loop, in one thread of our process
   * - `processes`: in a process each
   * - `one-process`: in one process beside ours, a thread each
   * - `loop-beside`: the same as `one-loop`, in a process beside ours
   * - `nowhere`: they are timers in virtual time
   */
  readonly home: 'own-threads' | 'one-loop' | 'processes' | 'one-process' | 'loop-beside' | 'nowhere';
  /** Whether they are threads of one interpreter, and share its lock (GIL) where it has one. */
  readonly sharesInterpreter: boolean;
  /** When a worker is pinned: as it starts, later by its kernel thread ID, or never. */
  readonly pinning: 'at-birth' | 'by-tid' | 'unsupported';
  /** Why it can’t be pinned; null where it can. */
  readonly whyUnpinned: string | null;
  /**
   * To whom.
   * - `baseline`: takes part in a comparison by default, and others are held against it
   * - `compared`: takes part in a comparison by default
   * - `named`: runs where it is named
   */
  readonly offered: 'baseline' | 'compared' | 'named';
  /** Whether experiments are offered it. */
  readonly experiments: boolean;
  /** What it is called among engines of its own language. */
  readonly shortName: Name;
  /** Whether parallelMap runs on it. */
  readonly maps: boolean;
  /** The engine that readers want it held against; null for the fastest of the others. */
  readonly rival: Name | null;
  /** Whether its name is a plural: threads start, a pool starts. */
  readonly isPlural: boolean;
}

const ROWS = {
  threads: {
    runtime: 'node',
    home: 'own-threads',
    sharesInterpreter: false,
    pinning: 'by-tid',
    whyUnpinned: null,
    offered: 'compared',
    experiments: true,
    shortName: 'threads',
    maps: true,
    rival: 'processes',
    isPlural: true,
  },
  processes: {
    runtime: 'node',
    home: 'processes',
    sharesInterpreter: false,
    pinning: 'at-birth',
    whyUnpinned: null,
    offered: 'compared',
    experiments: true,
    shortName: 'processes',
    maps: true,
    rival: 'threads',
    isPlural: true,
  },
  pool: {
    runtime: 'node',
    home: 'own-threads',
    sharesInterpreter: false,
    pinning: 'unsupported',
    whyUnpinned: 'the pool chooses the thread of each task',
    offered: 'compared',
    experiments: true,
    shortName: 'pool',
    maps: false,
    rival: null,
    isPlural: false,
  },
  loop: {
    runtime: 'node',
    home: 'one-loop',
    sharesInterpreter: false,
    pinning: 'unsupported',
    whyUnpinned: 'all workers share one thread',
    offered: 'baseline',
    experiments: true,
    shortName: 'loop',
    maps: false,
    rival: null,
    isPlural: false,
  },
  fake: {
    runtime: 'node',
    home: 'nowhere',
    sharesInterpreter: false,
    pinning: 'unsupported',
    whyUnpinned: 'this engine runs no thread',
    offered: 'named',
    experiments: false,
    shortName: 'fake',
    maps: false,
    rival: null,
    isPlural: false,
  },
  'python-threads': {
    runtime: 'python',
    home: 'one-process',
    sharesInterpreter: true,
    pinning: 'by-tid',
    whyUnpinned: null,
    offered: 'compared',
    experiments: true,
    shortName: 'threads',
    maps: false,
    rival: 'multiprocessing',
    isPlural: true,
  },
  'python-processes': {
    runtime: 'python',
    home: 'processes',
    sharesInterpreter: false,
    pinning: 'at-birth',
    whyUnpinned: null,
    offered: 'named',
    experiments: true,
    shortName: 'python-processes',
    maps: false,
    rival: null,
    isPlural: true,
  },
  'python-loop': {
    runtime: 'python',
    home: 'loop-beside',
    sharesInterpreter: false,
    pinning: 'unsupported',
    whyUnpinned: 'all workers share one thread',
    offered: 'baseline',
    experiments: false,
    shortName: 'loop',
    maps: false,
    rival: null,
    isPlural: false,
  },
  multiprocessing: {
    runtime: 'python',
    home: 'processes',
    sharesInterpreter: false,
    pinning: 'by-tid',
    whyUnpinned: null,
    offered: 'compared',
    experiments: false,
    shortName: 'processes',
    maps: false,
    rival: 'python-threads',
    isPlural: true,
  },
  asyncio: {
    runtime: 'python',
    home: 'loop-beside',
    sharesInterpreter: false,
    pinning: 'unsupported',
    whyUnpinned: 'all workers share one thread',
    offered: 'compared',
    experiments: false,
    shortName: 'asyncio',
    maps: false,
    rival: null,
    isPlural: false,
  },
  interpreters: {
    runtime: 'python',
    home: 'one-process',
    sharesInterpreter: false,
    pinning: 'by-tid',
    whyUnpinned: null,
    offered: 'compared',
    experiments: false,
    shortName: 'interpreters',
    maps: false,
    rival: null,
    isPlural: true,
  },
} as const satisfies Readonly<Record<string, EngineTraits>>;

export type EngineName = keyof typeof ROWS;

/** The engines, a row each. A new one is a row here, its adapter with a line in engine/registry.ts, and its entry. */
export const ENGINES: { readonly [name in EngineName]: EngineTraits<EngineName> } = ROWS;

/** The engines whose rows have these traits. */
type NamesWith<Traits> = {
  [name in EngineName]: (typeof ROWS)[name] extends Traits ? name : never;
}[EngineName];

export type NodeEngineName = NamesWith<{ readonly runtime: 'node' }>;
export type ComparedEngineName = (typeof ROWS)[NamesWith<{
  readonly offered: 'baseline' | 'compared';
}>]['shortName'];
export type Runtime = EngineTraits['runtime'];
export type MapEngineName = NamesWith<{ readonly maps: true }>;
