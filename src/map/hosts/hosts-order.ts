import type { HostsRequest } from './submit/hosts-request.ts';

/** What is asked of hosts, whatever the map. */
export type HostsOrder = Omit<HostsRequest, 'onError' | 'numbering' | 'signal'>;
