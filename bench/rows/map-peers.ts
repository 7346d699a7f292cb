import { findInterpreter } from '../../src/machine/python-versions.ts';
import type { Site } from '../site.ts';
import type { LinesFile } from './lines-file.ts';
import { peer } from './peer.ts';
import { lackOfPools } from './tiny-tasks.ts';

/** What people write without it, and why it can’t run here. The loop and p-map stay on one thread. */
interface LinesPeer {
  readonly name: string;
  readonly lack: string | null;
  command(output: string): readonly string[];
}

export async function linesPeers(site: Site, { file }: LinesFile, workers: number): Promise<LinesPeer[]> {
  const found = await findInterpreter(undefined, process.env);
  const [path, noPython] = found.state === 'missing' ? ['', found.why] : [found.path, null];
  const node = (program: string, ...args: readonly string[]) => {
    return (output: string) => [process.execPath, peer(program), ...args, file, output];
  };
  const python = (pool: string) => {
    return (output: string) => [path, peer('lines_pool.py'), `${workers}`, file, output, pool];
  };
  return [
    { name: 'a loop in Node', lack: null, command: node('lines-loop.mjs') },
    { name: 'p-map', lack: lackOfPools(site), command: node('lines-p-map.mjs', `${workers}`) },
    { name: 'node:cluster', lack: null, command: node('lines-cluster.mjs', `${workers}`) },
    { name: 'Python’s Pool.imap', lack: noPython, command: python('multiprocessing') },
    { name: 'Python’s concurrent.futures', lack: noPython, command: python('concurrent.futures') },
  ];
}
