import type { Lesson } from '../../src/model/lesson.ts';
import { affinity } from './affinity.ts';
import { async } from './async.ts';
import { core } from './core.ts';
import { daemon } from './daemon.ts';
import { gil } from './gil.ts';
import { gilBlocking } from './gil-blocking.ts';
import { gilRelease } from './gil-release.ts';
import { manyProcesses } from './many-processes.ts';
import { native } from './native.ts';
import { process } from './process.ts';
import { sharedCore } from './shared-core.ts';
import { thread } from './thread.ts';
import { threadingLibrary } from './threading-library.ts';
import { threadsOrProcesses } from './threads-or-processes.ts';

/** Every lesson, in the order in which they are taken. */
export const LESSONS: readonly Lesson[] = [
  core,
  thread,
  daemon,
  affinity,
  threadingLibrary,
  async,
  process,
  manyProcesses,
  threadsOrProcesses,
  gil,
  gilBlocking,
  gilRelease,
  native,
  sharedCore,
];
