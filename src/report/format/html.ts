import type { ReportDocument } from '../document/document.ts';
import { timelinesIn } from '../document/within.ts';
import { samplesToJoin } from '../timeline/page-timeline.ts';
import { htmlPage } from './html/page.ts';
import { sectionPart } from './html/section.ts';

/** The section that says where a run was, which ends the page. */
const ABOUT = 'about';

/** A document as one page that needs nothing else. */
export function htmlFile(document: ReportDocument): string {
  const { sections } = document;
  const join = samplesToJoin(
    timelinesIn(sections).flatMap(({ windows }) => windows.map(({ timeline }) => timeline)),
  );
  const isClosing = (index: number) => {
    const section = sections[index];
    return section?.kind === 'group' && section.id === ABOUT;
  };
  const parts = sections.map((section) => sectionPart(section, 2, join));
  return htmlPage(document, {
    body: parts.filter((_, index) => !isClosing(index)),
    closing: parts.filter((_, index) => isClosing(index)),
  });
}
