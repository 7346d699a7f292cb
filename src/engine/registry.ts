import type { EngineName } from '../model/engines/engines.ts';
import type { Engine } from './engine.ts';

/** The adapter of each engine, loaded only when something runs on it. */
const LOADERS: { readonly [name in EngineName]: () => Promise<Engine> } = {
  threads: async () => (await import('./adapters/threads.ts')).threads,
  processes: async () => (await import('./adapters/processes.ts')).processes,
  pool: async () => (await import('./adapters/pool.ts')).pool,
  loop: async () => (await import('./adapters/loop.ts')).loop,
  'python-threads': () => pythonHost('python-threads'),
  'python-processes': async () => (await import('./adapters/python-processes.ts')).pythonProcesses,
  'python-loop': () => pythonHost('python-loop'),
  multiprocessing: () => pythonHost('multiprocessing'),
  asyncio: () => pythonHost('asyncio'),
  interpreters: () => pythonHost('interpreters'),
  fake: async () => (await import('./fake.ts')).fake,
};

export function loadEngine(name: EngineName): Promise<Engine> {
  return LOADERS[name]();
}

async function pythonHost(name: EngineName): Promise<Engine> {
  return (await import('./adapters/python-host.ts')).pythonHost(name);
}
