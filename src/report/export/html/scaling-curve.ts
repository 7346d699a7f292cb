import type { ScaleReport } from '../../../model/scaling.ts';
import { predict } from '../../../stats/scaling-laws.ts';
import { LAW_NAMES } from '../scale/laws.ts';
import { kneeWords } from '../scale/recommendation.ts';
import { chartFigure } from './figure.ts';
import type { Html } from './markup.ts';

/** The law’s curve is drawn through so many points. */
const CURVE_POINTS = 120;

/** What more workers brought, beside what they would bring if none lost anything. The results’ table has its figures. */
export function scalingFigure(report: ScaleReport): Html | null {
  const { points, fit, knee } = report;
  const most = Math.max(...points.map(({ workers }) => workers));
  if (points.length < 2) return null;
  const at = Array.from(
    { length: CURVE_POINTS },
    (_, index) => 1 + ((most - 1) * index) / (CURVE_POINTS - 1),
  );
  const law =
    fit === null
      ? null
      : {
          name: `${LAW_NAMES[fit.law]}, with a CPU for each`,
          at,
          throughputX: at.map((workers) => Number(predict(fit, workers).toPrecision(5))),
        };
  return chartFigure(
    {
      kind: 'scaling',
      points: points.map(({ workers, throughputX, ci95 }) => ({
        workers,
        throughputX,
        ci95: workers === 1 ? null : ci95,
      })),
      law,
      knee,
    },
    {
      caption: 'Throughput by workers',
      about: `Measured points with their 95 % intervals${law === null ? '' : ', the fitted law'} and the ideal line. Knee: ${kneeWords(report)}.`,
      rest: null,
    },
  );
}
