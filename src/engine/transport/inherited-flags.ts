/**
 * Node's own forks and workers get the flags of their parent: conditions, modules to load first, the size of the heap. Not
 * handed on is what belongs to one process alone: the debugger's port, a program given as text, a test runner's or a
 * watcher's mode. True where a value follows as a word of its own.
 * https://nodejs.org/docs/latest-v20.x/api/cli.html
 */
const OWN_FLAGS: Readonly<Record<string, boolean>> = {
  '-e': true,
  '--eval': true,
  '-p': true,
  '--print': true,
  '-pe': true,
  '-i': false,
  '--interactive': false,
  '--input-type': true,
  '--inspect': false,
  '--inspect-brk': false,
  '--inspect-wait': false,
  '--inspect-port': true,
  '--debug-port': true,
  '--inspect-publish-uid': true,
  '--test': false,
  '--watch': false,
  '--watch-path': true,
  '--watch-preserve-output': false,
  '--run': true,
};

export interface InheritedFlags {
  readonly kept: readonly string[];
  readonly leftOut: readonly string[];
}

/** @param execArgv this process's own flags, as `process.execArgv` has them */
export function inheritedFlags(execArgv: readonly string[]): InheritedFlags {
  const kept: string[] = [];
  const leftOut: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const word = execArgv[i] as string;
    const [flag = ''] = word.split('=', 1);
    // A test runner has dozens, and none of them is a worker's.
    const isTests = flag.startsWith('--test-');
    if (!isTests && !Object.hasOwn(OWN_FLAGS, flag)) {
      kept.push(word);
      continue;
    }
    leftOut.push(flag);
    const takesNext = OWN_FLAGS[flag] === true || (isTests && !(execArgv[i + 1] ?? '-').startsWith('-'));
    if (takesNext && flag === word) i++;
  }
  return { kept, leftOut };
}

/** Whether somebody chose how large the heap may become. */
export function choosesHeap(execArgv: readonly string[], { NODE_OPTIONS = '' }: NodeJS.ProcessEnv): boolean {
  return [...execArgv, NODE_OPTIONS].some((flags) => /--max[-_]old[-_]space[-_]size/.test(flags));
}
