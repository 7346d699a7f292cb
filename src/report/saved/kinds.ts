import type { Exporters } from '../export/exporters.ts';
import type { Page } from '../page.ts';

/** How a saved document of one kind is drawn again. */
export interface SavedKind {
  readonly exporters: Exporters<never>;
  text(document: never, page: Page): string;
  /** The shortest answer. */
  line(document: never, page: Page): string;
}

/** Each kind of document that can be drawn again, loaded when one is. */
export const SAVED_KINDS: Readonly<Record<string, () => Promise<SavedKind>>> = {
  async demo() {
    const [{ DEMO_EXPORTERS }, { demoText, verdictText }] = await Promise.all([
      import('../export/demo/index.ts'),
      import('../export/demo/text.ts'),
    ]);
    const line = (report: Parameters<typeof demoText>[0], page: Page) =>
      report.scenarios.map((result) => verdictText(result, page)).join('');
    return { exporters: DEMO_EXPORTERS, text: demoText, line };
  },
  async compare() {
    const [{ COMPARE_EXPORTERS }, { compareText, compareLine }] = await Promise.all([
      import('../export/compare/index.ts'),
      import('../export/compare/text.ts'),
    ]);
    return { exporters: COMPARE_EXPORTERS, text: compareText, line: compareLine };
  },
  async scale() {
    const [{ SCALE_EXPORTERS }, { scaleText, scaleLine }] = await Promise.all([
      import('../export/scale/index.ts'),
      import('../export/scale/text.ts'),
    ]);
    return { exporters: SCALE_EXPORTERS, text: scaleText, line: scaleLine };
  },
  async cores() {
    const [{ CORES_EXPORTERS }, { coresText, coresLine }] = await Promise.all([
      import('../export/cores/index.ts'),
      import('../export/cores/text.ts'),
    ]);
    return { exporters: CORES_EXPORTERS, text: coresText, line: coresLine };
  },
  async check() {
    const [{ CHECK_EXPORTERS }, { checkText, checkLine }] = await Promise.all([
      import('../export/check/index.ts'),
      import('../export/check/text.ts'),
    ]);
    return { exporters: CHECK_EXPORTERS, text: checkText, line: checkLine };
  },
  async watch() {
    const [{ WATCH_EXPORTERS }, { watchText, watchLine }] = await Promise.all([
      import('../export/watch/index.ts'),
      import('../export/watch/text.ts'),
    ]);
    return { exporters: WATCH_EXPORTERS, text: watchText, line: watchLine };
  },
};
