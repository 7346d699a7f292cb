import { findTool } from '../../../machine/tools.ts';
import { missingPackages } from '../../../map/hosts/bullmq/packages.ts';
import type { BrokerServer, Tools } from '../../../model/machine/machine.ts';

const SERVERS = ['redis-server', 'valkey-server'];

/** Looks for all that an experiment with hosts of its own needs. */
export function findBrokerServer(searchPath: string, { setpriv }: Tools): BrokerServer {
  const [path] = SERVERS.flatMap((name) => findTool(name, searchPath) ?? []);
  if (path === undefined) return missing(`neither ${SERVERS.join(' nor ')} is in PATH`);
  const packages = missingPackages();
  if (packages.length > 0)
    return missing(`${packages.join(' and ')} aren’t installed (npm install ${packages.join(' ')})`);
  // They would outlive us where we are killed.
  if (setpriv === null) return missing('setpriv (util-linux), which ends them with us, is not in PATH');
  return { state: 'found', path, unshare: findTool('unshare', searchPath) };
}

function missing(why: string): BrokerServer {
  return { state: 'missing', why };
}
