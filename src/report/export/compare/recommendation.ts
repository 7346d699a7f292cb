import { countOf } from '../../../base/units.ts';
import type { EngineRecommendation } from '../../../model/comparison.ts';

/** `Use threads with 2 workers`. */
export function recommendationLead({ engine, workers }: EngineRecommendation): string {
  if (engine === null) return 'No recommendation';
  if (engine === 'loop') return 'Use a plain loop';
  return workers === null ? `Use ${engine}` : `Use ${engine} with ${countOf(workers, 'worker')}`;
}
