import type { TakenLesson } from '../../../model/documents/learn.ts';
import { enlarged, LARGE_WIDTH, scoreText } from '../../../report/learn/lesson-text.ts';
import type { OutputStyle } from '../../../report/style/output-style.ts';
import type { TypedOptions } from '../../options/table.ts';
import type { Output } from '../../output.ts';

/** What a learner reads on stdout: text as it comes, or the transcript at the end. */
export class LessonPage {
  readonly style: OutputStyle;
  readonly #output: Output;
  readonly #options: TypedOptions;

  constructor(output: Output, options: TypedOptions, style: OutputStyle) {
    const { width } = style;
    this.style = { ...style, width: options.teacher === true ? Math.min(width, LARGE_WIDTH) : width };
    this.#output = output;
    this.#options = options;
  }

  say(lines: readonly string[]): void {
    if (this.#options.json !== true) this.#output.print(`${this.shown(lines).join('\n')}\n\n`);
  }

  /** Lines as they are shown here. */
  shown(lines: readonly string[]): readonly string[] {
    return this.#options.teacher === true ? enlarged(lines, this.style) : lines;
  }

  /** @param lost why the progress isn’t kept; null where it is */
  async end(lessons: readonly TakenLesson[], lost: string | null): Promise<void> {
    const judged = lessons.filter(({ right }) => right !== null);
    const counts = { right: judged.filter(({ right }) => right === true).length, judged: judged.length };
    const score = scoreText(counts, lessons.length);
    if (this.#options.json === true) {
      const { answerDocument } = await import('../../documents/answer-document.ts');
      const document = { lessons, ...counts };
      return this.#output.print(await answerDocument('learn', this.#options, score, document));
    }
    const notKept = lost === null ? [] : [`How far you are isn’t kept: ${lost}.`];
    if (lessons.length > 0) this.say([score, ...notKept]);
  }
}
