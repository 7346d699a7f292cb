import type { FunctionSource } from '../../model/function-source.ts';
import { workloadModule } from '../../workloads/index.ts';
import type { ChosenWorkload } from '../../workloads/parse-workload.ts';
import type { UnitWork } from './contestant.ts';
import { placeOf } from './place.ts';

/** A built-in workload, whose every unit has a known answer. */
export function builtInWork({ workload, params }: ChosenWorkload, units: number): UnitWork {
  return {
    about: {
      name: workload.name,
      source: 'built-in',
      units,
      parameters: params,
      unit: workload.unit(params),
    },
    module: workloadModule(workload.name),
    params,
    inputs: null,
    needsScratch: workload.needsScratch,
    unitMs: workload.unitMs(params),
    expected: (index) => workload.expected(index, params),
    impossible: (engine) => workload.impossible(params, engine),
    place: null,
  };
}

/**
 * The user's own function, called with each input, or with each index below `units`.
 * @param unitMs how long a unit may take
 */
export function functionWork(
  { file, name }: FunctionSource,
  given: { readonly inputs: readonly unknown[] } | { readonly units: number },
  unitMs: number,
): UnitWork {
  const inputs = 'inputs' in given ? given.inputs : null;
  const units = 'inputs' in given ? given.inputs.length : given.units;
  const source = name === null ? file : `${file}#${name}`;
  const unit = inputs === null ? 'a call with its index' : 'a call with one input';
  return {
    about: { name: name ?? 'default', source, units, parameters: {}, unit },
    module: workloadModule('call'),
    params: { function: { file, name } },
    inputs,
    needsScratch: false,
    unitMs,
    expected: null,
    impossible: () => null,
    place: placeOf({ file, name }),
  };
}
