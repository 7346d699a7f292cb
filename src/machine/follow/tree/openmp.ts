/** GCC's, LLVM's and Intel's OpenMP; wheels of Python add a digest to the name. */
const OPENMP = /\/(lib(?:gomp|omp|iomp5)(?:-[0-9a-f]+)?\.so[.\d]*)$/m;

/** The OpenMP library that a process has mapped, by its file's name (proc_pid_maps(5)); null where it has none. */
export function openmpIn(maps: string): string | null {
  return OPENMP.exec(maps)?.[1] ?? null;
}
