test('concur works in CommonJS', async () => {
  const [concur, { useConcur }] = await Promise.all([import('concur-cli'), import('./use.mjs')]);
  await useConcur(concur);
}, 60_000);
