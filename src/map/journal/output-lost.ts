import { ConcurError } from '../../base/errors/errors.ts';
import { systemReason } from '../../base/errors/system-reason.ts';
import { refusalOf } from '../../base/refusals/refusal.ts';

/** Does what writes to a disk. @throws ConcurError whatever goes wrong with it: (OUTPUT_LOST) where the disk says so */
export async function orLost<Done>(name: string, write: () => Promise<Done>): Promise<Done> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof ConcurError ? error : (refusalOf(error) ?? outputLost(name, error));
  }
}

function outputLost(name: string, error: unknown): ConcurError {
  return new ConcurError('OUTPUT_LOST', `${name} could not be written: ${systemReason(error)}`, {
    hint: 'Free some space, or see what is wrong with the disk; the same words then go on where it stopped.',
    cause: error,
  });
}
