import { join } from 'node:path';
import { packageRoot } from '../../src/base/files/package-root.ts';
import { ENGINES, type EngineName } from '../../src/model/engines/engines.ts';
import { CONCUR } from '../harness/concur.ts';

/** What workers are to do: as much as it says, or until one of them fails so. */
export type Work =
  | ('short' | 'medium' | 'long' | 'many')
  | ('throws' | 'exits' | 'fills' | 'hangs')
  | ('talks' | 'floods' | 'never');

export const SUBJECTS = [
  'demo processes',
  'demo threads',
  'demo python-processes',
  'demo python-threads',
  'own python-processes',
  'own python-threads',
  'compare processes',
  'compare threads',
  'compare loop',
  'compare pool',
  'compare python-threads',
  'compare multiprocessing',
  'compare commands',
  'scale command',
  'map processes',
  'map threads',
  'watch',
] as const;

/** A program of ours, or one that uses us, with the engine that does its work. */
export type Subject = (typeof SUBJECTS)[number];

type Split<Text> = Text extends `${infer First} ${string}` ? First : Text;
/** Its program, whatever the engine. */
export type Program = Split<Subject>;

export function programOf(subject: Subject): Program {
  return subject.split(' ')[0] as Program;
}

export const PROGRAMS = join(packageRoot(), 'test', 'faults', 'programs');
export const MAP = join(PROGRAMS, 'map.mjs');
export const INDEX = join(packageRoot(), 'dist', 'index.js');
const COMMAND = join(PROGRAMS, 'command.mjs');
const OWN_EXPERIMENT = join(PROGRAMS, 'own.py');
const FUNCTIONS = { node: join(PROGRAMS, 'work.mjs'), python: join(PROGRAMS, 'work.py') };

/** Whether its workers run Python. */
export function isPython(subject: Subject): boolean {
  return engineOf(subject).runtime === 'python';
}

/** Whether it runs commands, each of which has processes that do the work. */
export function isOfCommands(subject: Subject): boolean {
  return /command/.test(subject);
}

/** What is known of its engine; Node’s own threads do the work of what has none. */
function engineOf(subject: Subject) {
  const [, engine = 'threads'] = subject.split(' ');
  return ENGINES[(isOfCommands(subject) ? 'processes' : engine) as EngineName];
}

export const WORKERS = 2;
export const MANY = 64;
/** Units of 20 ms for each worker. */
const EACH: { readonly [work in Work]?: number } = { medium: 150, long: 400, many: 2 };
const SHORT = 20;

/** Its words after Node. */
export function argvOf(subject: Subject, work: Work, options: readonly string[] = []): string[] {
  const [, engine = ''] = subject.split(' ');
  const { each, workers } = amountOf(work);
  const name = work in FATAL || OWN.includes(work) ? work : 'steady';
  const module = work === 'never' ? join(PROGRAMS, 'never.mjs') : FUNCTIONS[engineOf(subject).runtime];
  const isLate = work === 'hangs' || work === 'never';
  switch (programOf(subject)) {
    case 'demo':
      return [CONCUR, 'demo', 'multicore', '--engine', engine, ...demoWords(work, each, workers), ...options];
    case 'own':
      return [
        ...[CONCUR, 'demo', OWN_EXPERIMENT, '--engine', engine],
        ...['-w', `${workers}`, '--steps', `${each}`, ...options],
      ];
    case 'scale':
      return [
        ...[CONCUR, 'scale', '-w', '1,2', '--env', 'NUMBER={w}', ...onceEach(isLate), ...options],
        ...['--', process.execPath, COMMAND, name, `${each}`, `${workers}`],
      ];
    case 'compare':
      if (engine === 'commands') {
        const commands = [1, 2].flatMap(() => [
          '--command',
          `${process.execPath} ${COMMAND} ${name} ${each} ${workers}`,
        ]);
        return [CONCUR, 'compare', ...commands, ...onceEach(isLate), ...options];
      }
      return [
        ...[CONCUR, 'compare', engine, `${module}#${name}`, '-w', `${workers}`],
        ...['--units', `${each * workers}`, '--runs', '2', ...(isLate ? ['--timeout', '4s'] : [])],
        ...options,
      ];
    case 'map':
      return [
        ...[MAP, INDEX, module, name, `${each * workers}`],
        JSON.stringify({ engine, workers, ...(isLate ? { timeout: 500 } : {}), progress: true }),
      ];
    default:
      return [
        ...[CONCUR, 'watch', ...(work === 'hangs' ? ['--timeout', '2s'] : []), ...options, '--'],
        ...[process.execPath, COMMAND, name, `${each}`, `${workers}`],
      ];
  }
}

/** A series of commands that is short. */
function onceEach(isLate: boolean): string[] {
  return ['--runs', '1', '--warmup', '0', ...(isLate ? ['--timeout', '4s'] : [])];
}

/** How many workers, and how many units each of them has to do. */
export function amountOf(work: Work): { each: number; workers: number } {
  return { each: EACH[work] ?? SHORT, workers: work === 'many' ? MANY : WORKERS };
}

/** What the user's functions do that no experiment's work does. */
const OWN: readonly Work[] = ['talks', 'floods', 'never'];

/** What `demo --fault` calls them. */
const FATAL: { readonly [work in Work]?: string } = {
  throws: 'throw',
  exits: 'exit',
  fills: 'oom',
  hangs: 'hang',
};

function demoWords(work: Work, steps: number, workers: number): string[] {
  const fault = FATAL[work] === undefined ? [] : ['--fault', `${FATAL[work]}@4`];
  return ['-w', `${workers}`, '--steps', `${steps}`, '--step-time', '20ms', ...fault];
}
