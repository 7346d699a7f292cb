// A program that uses the library's compare(), for a test to look at from outside. Arguments: the built index, a module.
const [, , built, faulty] = process.argv;
const { compare, ConcurError } = await import(built);
const engines = ['threads', 'processes'];
const outcomes = {};

/** What became of a promise, as data. */
async function tell(name, promise) {
  outcomes[name] = await promise.then(
    ({ results, machine, recommendation }) => ({
      results: results.map(({ label, runs, digest }) => ({ label, runs, digest })),
      cpus: machine.allowedCpus.length,
      because: recommendation.because,
    }),
    (error) => ({
      error: error.name,
      code: error instanceof ConcurError ? error.code : null,
      message: error.message,
      hint: error.hint ?? null,
    }),
  );
}

await tell('function', compare(`${faulty}#countsTo`, { engines, inputs: [3, 1, 2], workers: 2, runs: 2 }));
await tell(
  'builtIn',
  compare('primes:width=50', { engines: ['loop', 'threads'], units: 8, workers: 2, runs: 1 }),
);
await tell('throws', compare(`${faulty}#throwsAtSeven`, { engines, units: 10, workers: 2, runs: 1 }));
await tell(
  'uncloneable',
  compare(`${faulty}#countsTo`, { engines, inputs: [1, () => 1], workers: 1, runs: 1 }),
);
await tell('tooFew', compare(`${faulty}#countsTo`, { engines, inputs: [1], workers: 4 }));
await tell('impossible', compare('message:how=share', { engines: ['processes'] }));
await tell('unknown', compare('primez'));
await tell('idleInputs', compare('primes', { inputs: [1] }));
await tell('wrongOption', compare('primes', { worker: 2 }));
const stop = new AbortController();
setTimeout(() => stop.abort(new Error('enough')), 300);
await tell('aborted', compare('sleep', { engines, runs: 1000, signal: stop.signal }));
process.stdout.write(JSON.stringify(outcomes));
