import { describe, expect, it } from 'vitest';
import {
  cameWords,
  leavingWords,
  leftWords,
  lineWords,
  stateWords,
} from '../../../src/report/words/serving.ts';
import { hostState } from '../../fixtures/hosts.ts';

describe('what a host says while it works', () => {
  it('is what it came for', () => {
    expect(cameWords(hostState({ engine: 'processes' }), 'rediss://u:***@h', 10_000)).toBe(
      'a is here for hash.js#hashRow (code 1a2b3c4d): 4 processes, a lease of 10 s, rediss://u:***@h',
    );
  });

  it('is what changes, and nothing where nothing does', () => {
    const [here, paused] = [hostState(), hostState({ state: 'paused' })];
    expect(stateWords(here, hostState({ done: 7 }))).toBeNull();
    expect(stateWords(here, paused)).toBe('hash.js#hashRow: paused by a submitter');
    expect(stateWords(paused, here)).toBe('hash.js#hashRow: works again');
    expect(stateWords(here, hostState({ state: 'leaving' }))).toBeNull();
  });

  it('is how it gets on with the broker', () => {
    expect(lineWords(false, 'ECONNRESET')).toContain('away (ECONNRESET): what is done is handed in');
    expect(lineWords(false, null)).toContain('away: what is done');
    expect(lineWords(true, null)).toBe('the broker is back');
  });

  it('is that it leaves, and what it has done', () => {
    expect(leavingWords('SIGTERM')).toContain('SIGTERM: finishes what it has');
    expect(leftWords(hostState({ done: 1 }))).toBe('hash.js#hashRow: left, with 1 unit done');
  });
});
