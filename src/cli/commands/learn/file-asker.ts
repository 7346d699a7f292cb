import { readFileSync } from 'node:fs';
import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { systemReason } from '../../../base/errors/system-reason.ts';
import { ADDING_STEPS, type AddingThread } from '../../../model/interleaving.ts';
import type { Lesson } from '../../../model/lesson.ts';
import type { Prediction } from '../../../run/learn/judge-answer.ts';
import type { Asker } from './asker.ts';

const EXAMPLE = '{ "thread": 1, "gil": 1.0 }';
const WHOLE_ANSWER = '{ "order": "ABABAB", "answer": 2 }';
const STDIN = 0;

/** A file’s answers, and the lessons that it has one for, in their order. */
export interface FileAnswers {
  readonly asker: Asker;
  readonly answered: readonly Lesson[];
}

/**
 * Answers that were written down before: a JSON object, an answer for each lesson by its name. All of them are understood
 * before the first experiment runs.
 * @throws ConcurError (USAGE)
 */
export function fileAnswers(file: string, lessons: readonly Lesson[]): FileAnswers {
  const place = file === '-' ? 'stdin' : file;
  const answers = readAnswers(file, place);
  if (Object.keys(answers).length === 0)
    throw usageError(`${place} answers no lesson`, `It holds ${EXAMPLE}`);
  const names = lessons.map(({ name }) => name);
  for (const name of Object.keys(answers).filter((each) => !names.includes(each))) {
    const meant = closest(name, names);
    throw usageError(
      `${place}: there is no lesson “${name}”`,
      meant === null ? 'concur learn --list names them.' : `Did you mean “${meant}”?`,
    );
  }
  const given = new Map(
    lessons.map((lesson) => [lesson.name, answerTo(lesson, answers[lesson.name], place)] as const),
  );
  return {
    asker: {
      isLive: false,
      predict: async ({ name }) => given.get(name)?.prediction ?? null,
      order: async ({ name }) => given.get(name)?.order ?? null,
      pause: async () => {},
    },
    answered: lessons.filter(({ name }) => name in answers),
  };
}

/** @param place what messages call the file */
function readAnswers(file: string, place: string): Readonly<Record<string, unknown>> {
  const parsed = parse(readText(file), place);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  throw usageError(`${place} is not a JSON object`, `Write an answer for each lesson: ${EXAMPLE}`);
}

function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch (error) {
    throw usageError(`--answers ${file} can’t be read: ${systemReason(error)}`, `It holds ${EXAMPLE}`);
  }
}

function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw usageError(`${place} is not JSON: ${(error as Error).message}`, `It holds ${EXAMPLE}`);
  }
}

interface GivenAnswer {
  readonly prediction: Prediction;
  readonly order: readonly AddingThread[] | null;
}

/** An answer is a number or a text; with an order of steps it is as in WHOLE_ANSWER. */
function answerTo(lesson: Lesson, given: unknown, place: string): GivenAnswer {
  const where = `${place}: “${lesson.name}”`;
  if (typeof given === 'object' && given !== null) {
    const { order = null, answer = null, ...others } = given as { order?: unknown; answer?: unknown };
    const [unknown] = Object.keys(others);
    if (unknown !== undefined)
      throw usageError(
        `${where} has “${unknown}”, which is no part of an answer`,
        `For example ${WHOLE_ANSWER}.`,
      );
    return { prediction: predictionOf(lesson, answer, where), order: orderOf(lesson, order, where) };
  }
  return { prediction: predictionOf(lesson, given ?? null, where), order: null };
}

function predictionOf({ question }: Lesson, answer: unknown, where: string): Prediction {
  if (answer === null) return null;
  if (question.kind === 'figure') {
    if (typeof answer === 'number' && answer >= 0) return answer;
    throw usageError(`${where} is answered with a number of cores`, 'For example 1.5.');
  }
  const texts = question.choices.map(({ text }) => text);
  const index = typeof answer === 'number' ? answer - 1 : texts.indexOf(String(answer));
  if (texts[index] !== undefined) return index;
  throw usageError(
    `${where}: ${JSON.stringify(answer)} is none of its answers`,
    `They are ${texts.map((text, at) => `${at + 1} (${text})`).join(', ')}.`,
  );
}

function orderOf({ hasInterleaving }: Lesson, order: unknown, where: string): GivenAnswer['order'] {
  if (order === null) return null;
  const threads = typeof order === 'string' ? [...order] : [];
  const each = ADDING_STEPS.length;
  const isWhole = (['A', 'B'] as const).every(
    (one) => threads.filter((thread) => thread === one).length === each,
  );
  if (hasInterleaving === true && isWhole && threads.length === 2 * each) return threads as AddingThread[];
  throw usageError(
    `${where}: ${JSON.stringify(order)} is no order of two threads’ steps`,
    `Write three A and three B in any order, in a lesson that asks for it: ${WHOLE_ANSWER}`,
  );
}
