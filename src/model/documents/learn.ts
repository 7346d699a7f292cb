import type { Interleaving } from '../interleaving.ts';
import type { Count } from '../quantities.ts';
import type { Claim } from '../scenario.ts';
import type { DocumentHead } from './report.ts';

/** A lesson that was taken: what was predicted, beside what the kernel showed. */
export interface TakenLesson {
  readonly name: string;
  readonly experiment: string;
  readonly question: string;
  /** What could be chosen; null where a number was asked for. */
  readonly choices: readonly string[] | null;
  /** The text of the choice, or the number; null where nothing was answered. */
  readonly predicted: string | number | null;
  /** The same as the run showed it; null where it couldn’t. */
  readonly seen: string | number | null;
  /** Whether they agree; null where nothing was answered, or the run couldn’t show it. */
  readonly right: boolean | null;
  /** The experiment’s claim that is the key, as it came out; null where it wasn’t judged. */
  readonly claim: Claim | null;
  /** Why the run couldn’t show it, in words; null where it could. */
  readonly unseen: string | null;
  /** The order of two threads’ steps that was chosen; null where none was asked for, or answered. */
  readonly interleaving: Interleaving | null;
}

/** The transcript of `concur learn`. */
export interface LearnDocument extends DocumentHead<'concur/learn@1'> {
  readonly lessons: readonly TakenLesson[];
  /** How many predictions were right. */
  readonly right: Count;
  /** How many of the lessons the runs could show an answer to, and had a prediction. */
  readonly judged: Count;
}
