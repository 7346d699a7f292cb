import { packageVersion } from '../base/package-root.ts';
import { readMachine } from '../machine/read-machine.ts';
import { Sysroot } from '../machine/sysroot.ts';
import type { Machine } from '../model/machine.ts';
import type { DemoReport, Exit, ScenarioResult } from '../model/report.ts';
import type { Warning } from '../model/warning.ts';
import { demoJson } from '../report/export/json.ts';
import { THRESHOLDS } from '../stats/thresholds.ts';

/** Puts a report together. */
export function demoReport(parts: {
  startedAt: Date;
  machine: Machine | null;
  options: Readonly<Record<string, unknown>>;
  warnings: readonly Warning[];
  scenarios: readonly ScenarioResult[];
  exit: Exit;
}): DemoReport {
  return {
    schema: 'concur/demo@1',
    tool: { name: 'concur', version: packageVersion() },
    startedAt: parts.startedAt.toISOString(),
    machine: parts.machine,
    options: parts.options,
    thresholds: THRESHOLDS,
    warnings: parts.warnings,
    scenarios: parts.scenarios,
    exit: parts.exit,
  };
}

/** The document of a run that never began: whole all the same. */
export async function errorDocument(exit: Exit): Promise<string> {
  const machine = await readMachine(new Sysroot(), process.env.PATH).catch(() => null);
  return demoJson(
    demoReport({ startedAt: new Date(), machine, options: {}, warnings: [], scenarios: [], exit }),
  );
}
