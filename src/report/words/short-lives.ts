import { formatRatio, formatShare } from '../../base/units.ts';
import type { ShortLives } from '../../model/documents/watch.ts';
import type { ShortLivesReason } from '../../run/watch/short-lives.ts';
import { causesText } from './causes.ts';

const WHO: { readonly [of in ShortLives['of']]: string } = {
  threads: 'short-lived threads',
  processes: 'short-lived processes',
  both: 'short-lived threads and processes',
};
const NUMBERS = ['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
/** A mean so close to a whole number is that number, about. */
const CLOSE = 0.25;

/** That those did the work whom samples are too seldom for, and how many ran at a time. */
export function shortLivesWords({ lives, r, causes }: ShortLivesReason): string {
  const { of, unseenShare, atATime, mayBeMore } = lives;
  // Beside others, that one ran at a time on average is no sign that no second one wanted to.
  const count = causes.length > 0 ? `${atATime.toFixed(1)} or more` : `about ${countWords(atATime)}`;
  const busy = `busy ${formatRatio(r)} cores, ${formatShare(unseenShare)} of it too short-lived for a sample`;
  const more = mayBeMore ? moreWords(causes) : '';
  return `${WHO[of]} did the work, ${count} at a time (${busy})${more}`;
}

function countWords(mean: number): string {
  const whole = Math.round(mean);
  return (Math.abs(mean - whole) <= CLOSE && NUMBERS[whole]) || mean.toFixed(1);
}

function moreWords(causes: ShortLivesReason['causes']): string {
  const who = causes.length === 0 ? ', or more' : '';
  const why = causes.length === 0 ? '' : ` (${causesText(causes)})`;
  return `${who}: no CPU was idle for them${why}, and how long they were queued is not recorded`;
}
