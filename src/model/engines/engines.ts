import type { EngineTraits } from './engine-traits.ts';

const ROWS = {
  threads: {
    runtime: 'node',
    home: 'own-threads',
    pinning: 'by-tid',
    whyUnpinned: null,
    offered: 'compared',
    maps: true,
    rival: 'processes',
    isPlural: true,
  },
  processes: {
    runtime: 'node',
    home: 'processes',
    pinning: 'at-birth',
    whyUnpinned: null,
    offered: 'compared',
    maps: true,
    rival: 'threads',
    isPlural: true,
  },
  pool: {
    runtime: 'node',
    home: 'own-threads',
    pinning: 'unsupported',
    whyUnpinned: 'the pool chooses the thread of each task',
    offered: 'compared',
    maps: false,
    rival: null,
    isPlural: false,
  },
  loop: {
    runtime: 'node',
    home: 'one-loop',
    pinning: 'unsupported',
    whyUnpinned: 'all workers share one thread',
    offered: 'baseline',
    maps: false,
    rival: null,
    isPlural: false,
  },
  fake: {
    runtime: 'node',
    home: 'nowhere',
    pinning: 'unsupported',
    whyUnpinned: 'this engine runs no thread',
    offered: 'hidden',
    maps: false,
    rival: null,
    isPlural: false,
  },
  'python-threads': {
    runtime: 'python',
    home: 'one-process',
    pinning: 'by-tid',
    whyUnpinned: null,
    offered: 'named',
    maps: false,
    rival: null,
    isPlural: true,
  },
  'python-processes': {
    runtime: 'python',
    home: 'processes',
    pinning: 'at-birth',
    whyUnpinned: null,
    offered: 'named',
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
export type ComparedEngineName = NamesWith<{ readonly offered: 'baseline' | 'compared' }>;
export type MapEngineName = NamesWith<{ readonly maps: true }>;
