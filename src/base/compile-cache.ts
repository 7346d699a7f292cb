import module from 'node:module';

/** Keeps compiled code between runs where Node can (22.8 and newer); a no-op before that. */
export function enableCompileCache(): void {
  const { enableCompileCache: enable } = module as { enableCompileCache?: () => unknown };
  enable?.();
}
