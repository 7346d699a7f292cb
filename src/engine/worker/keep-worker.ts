import { syncBuiltinESMExports } from 'node:module';

const { exit } = process;

/** Ends this worker: what code of the user's finds in the place of process.exit doesn't. */
export function leaveWorker(code: number): never {
  return exit.call(process, code);
}

/** From now on, code of the user's can’t end its worker: it is told so where it tries, and its place is known. */
export function keepWorker(): void {
  for (const name of ['exit', 'abort'] as const) {
    process[name] = (code?: unknown): never => {
      throw new Error(`it called process.${name}(${code ?? ''})`);
    };
  }
  syncBuiltinESMExports();
}
