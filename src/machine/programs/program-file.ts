import { Sysroot } from '../sysroot.ts';
import { interpreterInElf, isElf, machineOf } from './elf.ts';

/** The kernel reads so much of a file to see what it is (BINPRM_BUF_SIZE); an ELF file says within a page what loads it. */
const HEAD_BYTES = 4096;

/** What the kernel would make of a program's file. */
export interface ProgramFile {
  /** The program that has to be there to run it: a script's, or an ELF file's loader; null where it needs none. */
  readonly interpreter: string | null;
  /** It is no text and no program for this machine: whether the kernel can run it, only the kernel knows (binfmt_misc). */
  readonly isForeign: boolean;
}

/** Null where it may not be read: the kernel can run it all the same. */
export function readProgramFile(path: string): ProgramFile | null {
  const head = headOf(path);
  if (head === null) return null;
  if (isElf(head)) {
    const own = headOf('/proc/self/exe');
    const isForeign = own !== null && machineOf(head) !== machineOf(own);
    return { interpreter: interpreterInElf(head), isForeign };
  }
  return { interpreter: interpreterOfScript(head), isForeign: head.includes(0) };
}

/** The file that the first line names (execve(2)): up to a blank, behind which its argument stands. */
function interpreterOfScript(head: Buffer): string | null {
  return /^#![ \t]*([^ \t\n]+)/.exec(head.toString('utf8'))?.[1] ?? null;
}

function headOf(path: string): Buffer | null {
  return new Sysroot().bytes(path, HEAD_BYTES);
}
