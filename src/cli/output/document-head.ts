import { packageVersion } from '../../base/files/package-root.ts';
import type { DocumentHead, Exit } from '../../model/documents/report.ts';
import type { Machine } from '../../model/machine/machine.ts';
import type { Warning } from '../../model/warning.ts';

/** What every document begins with, whatever it is about. */
export interface Head {
  readonly startedAt: Date;
  readonly machine: Machine | null;
  readonly options: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
  readonly exit: Exit;
}

export function documentHead<Schema extends string>(
  schema: Schema,
  { startedAt, ...head }: Head,
): DocumentHead<Schema> {
  return {
    schema,
    tool: { name: 'concur', version: packageVersion() },
    startedAt: startedAt.toISOString(),
    ...head,
  };
}
