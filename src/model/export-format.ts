/** The formats that a report can be exported to. Each command has some of them. */
export const EXPORT_FORMATS = [
  'json',
  'csv',
  'md',
  'adoc',
  'text',
  'junit',
  'tap',
  'github',
  'perfetto',
  'html',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
