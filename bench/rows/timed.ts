import { launch } from '../launch.ts';
import type { Candidate } from '../measure.ts';
import type { Site } from '../site.ts';

/** A start of Node with these arguments, timed to its end, in ns. */
export function timed(site: Site, name: string, args: readonly string[]): Candidate<number> {
  const command = [process.execPath, ...args];
  return { name, run: async () => (await launch(site, { command, terminal: null })).wallNs };
}
