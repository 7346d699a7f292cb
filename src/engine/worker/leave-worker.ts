const { exit } = process;

/** Ends this worker: what code of the user's finds in the place of process.exit doesn't. */
export function leaveWorker(code: number): never {
  return exit.call(process, code);
}
