import type { DocumentHead } from '../model/documents/report.ts';
import { type ReportDocument, SHORT, type Shown } from './document/document.ts';
import { loadDocument, REPORT_KINDS, type ReportKind } from './kinds.ts';

/** Writes a document in a format. */
export type Render = (document: ReportDocument) => string;

interface FormatRow {
  /** The kinds of report that it makes sense for. */
  readonly kinds: readonly ReportKind[];
  load(): Promise<Render>;
}

/** Those whose threads have timelines. */
const TIMED: readonly ReportKind[] = ['demo', 'compare', 'scale', 'watch'];
/** Those that check something. */
const CHECKING: readonly ReportKind[] = ['demo', 'compare', 'check', 'watch'];

/** Those that recommend what to set. */
const RECOMMENDING: readonly ReportKind[] = ['cores'];

/** The one place where formats are declared. */
export const FORMATS = {
  json: { kinds: REPORT_KINDS, load: async () => (await import('./format/json.ts')).json },
  csv: { kinds: REPORT_KINDS, load: async () => (await import('./format/csv.ts')).csv },
  md: { kinds: REPORT_KINDS, load: async () => (await import('./format/markdown.ts')).markdown },
  adoc: { kinds: REPORT_KINDS, load: async () => (await import('./format/asciidoc.ts')).asciidoc },
  text: { kinds: REPORT_KINDS, load: async () => (await import('./format/text.ts')).textFile },
  html: { kinds: REPORT_KINDS, load: async () => (await import('./format/html.ts')).htmlFile },
  perfetto: { kinds: TIMED, load: async () => (await import('./format/perfetto.ts')).perfetto },
  junit: { kinds: CHECKING, load: async () => (await import('./format/junit.ts')).junit },
  tap: { kinds: CHECKING, load: async () => (await import('./format/tap.ts')).tap },
  github: { kinds: CHECKING, load: async () => (await import('./format/github.ts')).github },
  env: { kinds: RECOMMENDING, load: async () => (await import('./format/env.ts')).env },
} as const satisfies Readonly<Record<string, FormatRow>>;

export type ExportFormat = keyof typeof FORMATS;
export const EXPORT_FORMATS = Object.keys(FORMATS) as readonly ExportFormat[];

/** Those that are made of cases alone. */
export const CASE_FORMATS: readonly ExportFormat[] = ['junit', 'tap', 'github'];

/** The formats that a kind of report has. */
export function formatsOf(kind: ReportKind): readonly ExportFormat[] {
  return EXPORT_FORMATS.filter((format) => FORMATS[format].kinds.includes(kind));
}

/** The format that shows no more than a terminal does. */
const AS_ON_A_TERMINAL: ExportFormat = 'text';

/** Writes a report in one of the formats that were prepared. */
export type RenderReport = (report: DocumentHead<string>, format: ExportFormat) => string;

/** Loads what writes reports of a kind in these formats. */
export async function prepareFormats(
  kind: ReportKind,
  formats: readonly ExportFormat[],
  shown: Shown = SHORT,
): Promise<RenderReport> {
  const renders = new Map<ExportFormat, Render>();
  for (const format of formats) renders.set(format, await FORMATS[format].load());
  if (renders.size === 0) return (_, format) => unprepared(format);
  const asShown = await loadDocument(kind, shown);
  const whole = await loadDocument(kind, { ...shown, details: true });
  return (report, format) => {
    const render = renders.get(format);
    if (render === undefined) return unprepared(format);
    return render((format === AS_ON_A_TERMINAL ? asShown : whole)(report));
  };
}

function unprepared(format: ExportFormat): never {
  throw new Error(`no writer was prepared for ${format}`);
}
