/** Tasks that a pool has at a time for each worker: so many that no worker waits for the next one. */
const AT_A_TIME = 64;

/**
 * Gives a pool all tasks, as many at a time as suit it, its workers up before, and prints how long that took.
 * @param {(index: number) => PromiseLike<number>} run does one task
 */
export async function drive(run) {
  const [, , workers, tasks] = process.argv;
  const chains = Number(workers) * AT_A_TIME;
  await Promise.all(Array.from({ length: chains }, () => run(0)));
  const goMs = performance.now();
  const values = new Array(Number(tasks));
  let next = 0;
  const chain = async () => {
    for (let index = next++; index < values.length; index = next++) values[index] = await run(index);
  };
  await Promise.all(Array.from({ length: chains }, chain));
  const listedMs = performance.now() - goMs;
  const sum = values.reduce((total, value) => total + value, 0);
  process.stdout.write(JSON.stringify({ answeredMs: listedMs, listedMs, sum }));
}
