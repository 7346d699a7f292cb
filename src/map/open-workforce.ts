import type { MapContext } from './map-context.ts';
import { MapPool } from './pool.ts';
import type { WorkforceRequest } from './request.ts';
import type { Workforce } from './workforce.ts';

/**
 * Who does the units.
 * @param mostUnits there will never be more of them; null where that isn’t known
 * @throws ConcurError (USAGE) where no broker is named, or none that can be used so
 */
export async function openWorkforce(
  request: WorkforceRequest,
  context: MapContext,
  mostUnits: number | null = null,
): Promise<Workforce> {
  if (request.type === 'here') return new MapPool(request.pool, context, mostUnits);
  const [{ HostsWorkforce }, { BULLMQ_BROKER }, { brokerPlace }] = await Promise.all([
    import('./hosts/hosts-workforce.ts'),
    import('./hosts/bullmq/bullmq-broker.ts'),
    import('./hosts/broker-place.ts'),
  ]);
  const { url, insecure } = request.broker;
  const place = { ...brokerPlace(url, context.env, { insecure }), warn: context.warn };
  const where = { broker: BULLMQ_BROKER, place, key: context.env.CONCUR_KEY || null };
  return new HostsWorkforce(request.order, where, context);
}
