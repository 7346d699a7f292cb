/** The formats that a report can be exported to. */
export const EXPORT_FORMATS = ['json', 'csv', 'md', 'text'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
