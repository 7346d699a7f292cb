import { lentFor } from './lend-concur.ts';

/** What `lendConcur` registers with Node 20. https://nodejs.org/docs/latest-v20.x/api/module.html#resolvespecifier-context-nextresolve */
export async function resolve(
  specifier: string,
  context: unknown,
  nextResolve: (...args: unknown[]) => Promise<object>,
): Promise<object> {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    return lentFor(specifier, error);
  }
}
