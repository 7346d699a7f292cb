/** How a tool takes a number of workers. */
export interface ToolSetting {
  readonly tool: string;
  /** What to type, by what its manual says. */
  typed(workers: number): string;
  /** The environment variable that it reads, and its value; null where it reads none of its own. */
  readonly variable: readonly [name: string, value: (workers: number) => string] | null;
}

const number = (workers: number) => `${workers}`;

/**
 * The tools, in the order in which they are listed. Bazel, Gradle, Jest and Ninja take a number from options and files
 * alone; `go test -p` is GOMAXPROCS where nobody types it.
 */
export const TOOL_SETTINGS: readonly ToolSetting[] = [
  // vitest.dev/config/maxworkers; the variable since Vitest 4 (vitest.dev/guide/migration).
  {
    tool: 'vitest',
    typed: (workers) => `vitest --maxWorkers=${workers}`,
    variable: ['VITEST_MAX_WORKERS', number],
  },
  // jestjs.io/docs/cli
  { tool: 'jest', typed: (workers) => `jest --maxWorkers=${workers}`, variable: null },
  // pytest-xdist.readthedocs.io/en/stable/distribution.html: what -n auto means.
  {
    tool: 'pytest-xdist',
    typed: (workers) => `pytest -n ${workers}`,
    variable: ['PYTEST_XDIST_AUTO_NUM_WORKERS', number],
  },
  // doc.rust-lang.org/cargo/reference/config.html, build.jobs
  {
    tool: 'cargo',
    typed: (workers) => `cargo build -j ${workers}`,
    variable: ['CARGO_BUILD_JOBS', number],
  },
  // pkg.go.dev/cmd/go, “Compile packages and dependencies”
  { tool: 'go test', typed: (workers) => `go test -p ${workers}`, variable: null },
  // gnu.org/software/make/manual, “Options/Recursion”
  {
    tool: 'make',
    typed: (workers) => `make -j${workers}`,
    variable: ['MAKEFLAGS', (workers) => `-j${workers}`],
  },
  // ninja-build.org/manual.html
  { tool: 'ninja', typed: (workers) => `ninja -j${workers}`, variable: null },
  // cmake.org/cmake/help/latest/envvar/CMAKE_BUILD_PARALLEL_LEVEL.html
  {
    tool: 'cmake',
    typed: (workers) => `cmake --build . --parallel ${workers}`,
    variable: ['CMAKE_BUILD_PARALLEL_LEVEL', number],
  },
  // cmake.org/cmake/help/latest/envvar/CTEST_PARALLEL_LEVEL.html
  {
    tool: 'ctest',
    typed: (workers) => `ctest --parallel ${workers}`,
    variable: ['CTEST_PARALLEL_LEVEL', number],
  },
  // bazel.build/reference/command-line-reference
  { tool: 'bazel', typed: (workers) => `bazel build --jobs=${workers}`, variable: null },
  // docs.gradle.org/current/userguide/command_line_interface.html; org.gradle.workers.max in gradle.properties
  { tool: 'gradle', typed: (workers) => `gradle --max-workers=${workers}`, variable: null },
  // openmp.org, “Environment Variables”; pkg.go.dev/runtime; docs.libuv.org/en/v1.x/threadpool.html
  ...['OMP_NUM_THREADS', 'GOMAXPROCS', 'UV_THREADPOOL_SIZE'].map((name) => onlyVariable(name)),
];

/** A library, that nobody types the name of: it is set by its variable alone. */
function onlyVariable(name: string): ToolSetting {
  return { tool: name, typed: (workers) => `${name}=${workers}`, variable: [name, number] };
}
