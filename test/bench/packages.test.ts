import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { missingPackages } from '../../bench/packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-packages-'));
afterEach(() => rmSync(folder, { recursive: true }));

it('misses each package that is named and isn’t there', () => {
  const devDependencies = { 'p-map': '7', poolifier: '5', tinypool: '2' };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ devDependencies }));
  expect(missingPackages(folder)).toEqual(['p-map', 'poolifier', 'tinypool']);
  mkdirSync(join(folder, 'node_modules/poolifier'), { recursive: true });
  expect(missingPackages(folder)).toEqual(['p-map', 'tinypool']);
});
