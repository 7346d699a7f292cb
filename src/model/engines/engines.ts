import type { EngineTraits } from './engine-traits.ts';

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

/** What ran some work: an engine, of a command of the user's nothing but the kernel, or hosts. */
export type RanBy = EngineName | 'command' | 'hosts';

/** Whether it is an engine here, whose row says more of it. */
export function isEngine(name: RanBy): name is EngineName {
  return name in ROWS;
}

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
export type MapEngineName = NamesWith<{ readonly maps: true }>;
