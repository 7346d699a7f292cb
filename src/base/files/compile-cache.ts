import module from 'node:module';
import { privateCache } from './private-cache.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Keeps compiled code between runs where Node can (22.8 and newer) and nobody else can plant any: Node's own choice is a
 * folder in the shared temporary one, which belongs to whoever made it first. Who chose a folder for Node has it already.
 */
export function enableCompileCache(env: Env): void {
  const { enableCompileCache: enable } = module as { enableCompileCache?: (folder: string) => unknown };
  const isChosen = env.NODE_COMPILE_CACHE !== undefined || env.NODE_DISABLE_COMPILE_CACHE !== undefined;
  if (enable === undefined || isChosen) return;
  const folder = privateCache(env);
  if (folder !== null) enable(folder);
}
