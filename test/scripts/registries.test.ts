import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { indexOf, REGISTRIES } from '../../scripts/registries.ts';

it.each(REGISTRIES)(
  '$folder has the index of the files that are there (else: npm run build)',
  async (registry) => {
    const { path, text } = await indexOf(registry);
    expect(readFileSync(path, 'utf8')).toBe(text);
  },
);
