import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { generateSchemas } from '../../scripts/schemas.ts';
import { builtFile, packageRoot } from '../../src/base/files/package-root.ts';
import { REPORT_KINDS } from '../../src/report/kinds.ts';

const SCHEMAS = generateSchemas();
const KINDS = [...SCHEMAS.keys()];

function read(...path: string[]): string {
  return readFileSync(join(packageRoot(), ...path), 'utf8');
}

describe('the schemas that ship', () => {
  it.each(KINDS)('%s: is what the types say now', (kind) => {
    expect(JSON.parse(readFileSync(builtFile('schema', `${kind}.json`), 'utf8'))).toEqual(SCHEMAS.get(kind));
  });

  it('are those that the package exports, and no others', () => {
    const { exports } = JSON.parse(read('package.json'));
    const exported = Object.keys(exports).filter((path) => path.startsWith('./schema/'));
    expect(exported).toEqual(KINDS.map((kind) => `./schema/${kind}`));
    expect(KINDS.map((kind) => exports[`./schema/${kind}`])).toEqual(
      KINDS.map((kind) => `./dist/schema/${kind}.json`),
    );
    expect(readdirSync(builtFile('schema')).sort()).toEqual(KINDS.map((kind) => `${kind}.json`));
  });

  it('are of every document that the model has', () => {
    const model = readdirSync(join(packageRoot(), 'src', 'model'), { recursive: true, encoding: 'utf8' });
    const sources = model.filter((file) => file.endsWith('.ts'));
    const documents = sources.flatMap((file) =>
      [...read('src', 'model', file).matchAll(/DocumentHead<'concur\/(\w+)@1'>/g)].map(([, kind]) => kind),
    );
    expect(documents.sort()).toEqual(KINDS);
    expect(KINDS).toEqual(expect.arrayContaining([...REPORT_KINDS]));
  });

  it.each(KINDS)('%s: validates on its own, by the name that documents have for it', (kind) => {
    const ajv = new Ajv({ allowUnionTypes: true }).addSchema(SCHEMAS.get(kind) ?? {});
    expect(ajv.getSchema(`concur/${kind}@1`)?.({ schema: 'concur/other@1' })).toBe(false);
    const refs = JSON.stringify(SCHEMAS.get(kind)).matchAll(/"\$ref":"([^"]*)"/g);
    expect([...refs].filter(([, ref]) => !ref?.startsWith('#/definitions/'))).toEqual([]);
  });

  it('say in words what documents and figures are', () => {
    for (const schema of SCHEMAS.values()) expect(schema.description).toMatch(/^\w.*concur|^What /);
    expect(JSON.stringify(SCHEMAS.get('demo'))).toContain(
      '"description":"Queued: runnable, but waiting for a CPU',
    );
  });
});
