/**
 * What has to be known of an engine, besides how to run it.
 * @typeParam Name the names of all engines
 */
export interface EngineTraits<Name extends string = string> {
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

export type Runtime = EngineTraits['runtime'];
