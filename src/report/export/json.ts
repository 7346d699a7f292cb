import type { DemoReport } from '../../model/report.ts';

/** The whole document: the report is plain data already. */
export function demoJson(report: DemoReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
