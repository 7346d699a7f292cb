import { resolve } from 'node:path';
import { messageOf } from '../base/errors/read-thrown.ts';
import type { FoundPython, Python } from '../model/machine/machine.ts';
import { findProgram, findTool } from './tools.ts';

/** An interpreter that takes longer than this to say who it is isn't waited for. */
const PATIENCE_MS = 5_000;

/**
 * Before 3.13 no build knows sys._is_gil_enabled, and all have a lock. A free-threaded build may have it on again: by
 * PYTHON_GIL or -X gil, or by an extension. https://docs.python.org/3/howto/free-threading-python.html
 */
const QUESTION = `
import sys
if sys.version_info < (3, 8): sys.exit("Python %d.%d is too old, it takes 3.8" % sys.version_info[:2])
# What lies in the folder that we were started in is not the standard library.
sys.path[:] = [folder for folder in sys.path if folder]
import importlib.util, json, os, platform, sysconfig
free = sysconfig.get_config_var("Py_GIL_DISABLED") == 1
gil = getattr(sys, "_is_gil_enabled", lambda: True)()
numpy = None
if importlib.util.find_spec("numpy"):
    import importlib.metadata
    numpy = importlib.metadata.version("numpy")
why = None
if free and gil:
    asked = os.environ.get("PYTHON_GIL") == "1" or sys._xoptions.get("gil") == "1"
    why = "PYTHON_GIL=1 turns it on again" if asked else "an extension turns it on again"
print(json.dumps({
    "path": sys.executable, "version": platform.python_version(), "implementation": sys.implementation.name,
    "isFreeThreaded": free, "hasGil": gil, "numpy": numpy, "why": why,
    "switchIntervalNs": round(getattr(sys, "getswitchinterval", lambda: 0.005)() * 1e9),
}))
`;

/**
 * Looks for the user's Python and asks it who it is. Some 50 ms: only for those who need it.
 * @param named a path, or a name to look for in PATH
 */
export async function findPython(named: string, env: NodeJS.ProcessEnv): Promise<Python> {
  const path = locate(named, env.PATH ?? '');
  if (path === null) {
    const where = named.includes('/') ? 'is not an executable program' : 'is not in PATH';
    return { state: 'missing', why: `${named} ${where}` };
  }
  try {
    return { state: 'found', ...(await ask(path, env)) };
  } catch (error) {
    return { state: 'missing', why: `${named} does not work: ${firstLine(messageOf(error))}` };
  }
}

function locate(named: string, searchPath: string): string | null {
  return named.includes('/') ? findProgram(resolve(named), searchPath) : findTool(named, searchPath);
}

async function ask(path: string, env: NodeJS.ProcessEnv): Promise<Omit<FoundPython, 'state'>> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    execFile(path, ['-c', QUESTION], { timeout: PATIENCE_MS, env }, (error, stdout, stderr) => {
      if (error?.killed === true)
        return reject(new Error(`it did not answer within ${PATIENCE_MS / 1000} s`));
      if (error !== null) return reject(new Error(lastLine(stderr) || error.message));
      try {
        const found: Omit<FoundPython, 'state'> = JSON.parse(stdout);
        // Behind a shim (pyenv's, say) stands the interpreter itself, which starts three times as fast.
        resolve({ ...found, path: found.path || path });
      } catch {
        reject(new Error('it did not answer like Python 3'));
      }
    });
  });
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
