import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';
import { packageRoot } from '../src/base/files/package-root.ts';
import { inlineScalars, type Schema } from './inline-scalars.ts';

/** The type of each kind of document, in src/model. */
const DOCUMENTS = {
  check: 'CheckReport',
  compare: 'CompareReport',
  cores: 'CoresReport',
  demo: 'DemoReport',
  error: 'ErrorDocument',
  explain: 'ExplainDocument',
  hosts: 'HostsDocument',
  learn: 'LearnDocument',
  list: 'ListDocument',
  map: 'MapDocument',
  scale: 'ScaleReport',
  watch: 'WatchReport',
} as const;

export type DocumentKind = keyof typeof DOCUMENTS;

/** Draft-07 JSON Schemas of all documents, each self-contained. What a doc comment says is a description in them. */
export function generateSchemas(): ReadonlyMap<DocumentKind, Schema> {
  const generator = createGenerator({
    path: join(packageRoot(), 'src/model/**/*.ts'),
    tsconfig: join(packageRoot(), 'tsconfig.schemas.json'),
    // npm run check has done it.
    skipTypeCheck: true,
    topRef: false,
    // Readers may ignore what is added later.
    additionalProperties: true,
  });
  const kinds = Object.entries(DOCUMENTS) as [DocumentKind, string][];
  return new Map(
    kinds.map(([kind, type]) => {
      const { $schema, ...schema } = inlineScalars(generator.createSchema(type) as object as Schema);
      return [kind, { $schema, $id: `concur/${kind}@1`, title: `concur ${kind}`, ...schema }];
    }),
  );
}

/** Writes them where the package exports them from, a file each. */
export function writeSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [kind, schema] of generateSchemas())
    writeFileSync(join(folder, `${kind}.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
