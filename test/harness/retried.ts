import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Tells of each test that passed at another try why the first one failed: it may have been a neighbour on the machine, or a race of ours. */
export default class RetriedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const retried = modules.flatMap(({ children }) => [...children.allTests('passed')]).filter(wasRetried);
    for (const test of retried) process.stderr.write(`\n${whyRetried(test)}\n`);
  }
}

function wasRetried(test: TestCase): boolean {
  return (test.diagnostic()?.retryCount ?? 0) > 0;
}

function whyRetried(test: TestCase): string {
  const errors = test.result().errors ?? [];
  const reasons = errors.map(({ message, stacks }) => {
    const [at] = stacks ?? [];
    return at === undefined ? message : `${message}\n    at ${at.file}:${at.line}`;
  });
  const name = `${test.module.project.name} > ${test.module.relativeModuleId}`;
  return [`Passed at another try: ${name} > ${test.fullName}`, ...reasons].join('\n  ');
}
