import type { RuleInputs } from './rule.ts';

type Env = RuleInputs['env'];

/** A variable that caps R parallelly's cores, and at how many. */
interface Cap {
  readonly name: string;
  readonly cores: number;
}

/** Of each list the first that is set. */
const FIRST_OF: readonly (readonly string[])[] = [
  ['BIOCPARALLEL_WORKER_NUMBER'],
  ['LSB_DJOB_NUMPROC'],
  ['PJM_VNODE_CORE', 'PJM_PROC_BY_NODE'],
  ['PBS_NUM_PPN', 'NCPUS'],
  ['NSLOTS'],
];

/** Those of job schedulers, of R itself and of its checks. What is no integer is missing to R. */
export function schedulersCores(env: Env): Cap[] {
  const first = FIRST_OF.flatMap((names) => names.flatMap((name) => capOf(name, env[name])).slice(0, 1));
  const option = capOf('MC_CORES', env.MC_CORES).map((cap) => ({
    ...cap,
    cores: cap.cores === 0 ? 1 : cap.cores,
  }));
  return [...option, ...first, ...slurm(env), ...checks(env)];
}

/** Its CPUs for each task; without them those of the node, or, of several nodes, the first one's tasks. */
function slurm(env: Env): Cap[] {
  const perTask = capOf('SLURM_CPUS_PER_TASK', env.SLURM_CPUS_PER_TASK);
  if (perTask.length > 0) return perTask;
  if (Number(env.SLURM_JOB_NUM_NODES ?? env.SLURM_NNODES ?? 1) === 1)
    return capOf('SLURM_CPUS_ON_NODE', env.SLURM_CPUS_ON_NODE);
  const tasks = env.SLURM_TASKS_PER_NODE ?? '';
  return capOf('SLURM_TASKS_PER_NODE', /^(\d{1,9})(\(x\d+\))?(,|$)/.exec(tasks)?.[1]);
}

/** `R CMD check --as-cran` leaves 2, Bioconductor's build machines leave 4. */
function checks(env: Env): Cap[] {
  const isChecked = !/^(false)?$/i.test(env._R_CHECK_LIMIT_CORES_ ?? '');
  const isBuilt = /^(T|TRUE|True|true)$/.test(env.IS_BIOC_BUILD_MACHINE ?? '');
  return [
    ...(isChecked ? [{ name: '_R_CHECK_LIMIT_CORES_', cores: 2 }] : []),
    ...(isBuilt ? [{ name: 'IS_BIOC_BUILD_MACHINE', cores: 4 }] : []),
  ];
}

function capOf(name: string, text: string | undefined): Cap[] {
  return /^\s*-?\d{1,9}\s*$/.test(text ?? '') ? [{ name, cores: Number(text) }] : [];
}
