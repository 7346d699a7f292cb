import type { KnownHost } from '../hosts.ts';
import type { DocumentHead } from './report.ts';

/** What `concur hosts` prints. */
export interface HostsDocument extends DocumentHead<'concur/hosts@1'> {
  /** The broker’s URL, without its password. */
  readonly broker: string;
  /** One for each function that each host was started with. */
  readonly hosts: readonly KnownHost[];
}
