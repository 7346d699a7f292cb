import type { ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { type RuleInputs, wholeNumber } from './rules/rule.ts';

/** The variables that set how many CPUs programs use, and what each one sets. */
const VARIABLES: Readonly<Record<string, string>> = {
  SLURM_CPUS_PER_TASK: 'Slurm’s CPUs for each task',
  SLURM_CPUS_ON_NODE: 'Slurm’s CPUs of this node',
  SLURM_JOB_CPUS_PER_NODE: 'Slurm’s CPUs of the job on each node, as `4(x2),8`',
  PBS_NP: 'PBS’ slots of the job',
  PBS_NUM_PPN: 'PBS’ slots on each node',
  NCPUS: 'PBS Pro’s CPUs of the job',
  OMP_NUM_THREADS: 'OpenMP’s threads, nproc’s answer too',
  UV_THREADPOOL_SIZE: 'the threads of Node’s own pool (4 unless set)',
  GOMAXPROCS: 'Go’s threads that run at once',
  PYTHON_CPU_COUNT: 'the answer of Python’s os.cpu_count()',
  OMP_THREAD_LIMIT: 'OpenMP’s most threads, nproc’s most too',
  DOTNET_PROCESSOR_COUNT: '.NET’s processors',
  TOKIO_WORKER_THREADS: 'the workers of Rust’s tokio',
  RAYON_NUM_THREADS: 'the threads of Rust’s rayon',
  LOKY_MAX_CPU_COUNT: 'the most CPUs of Python’s loky (joblib, scikit-learn)',
  MC_CORES: 'the processes of R’s parallel',
};

/** A row for each of them that is set. A value that is no whole number above 0 means nothing to anybody. */
export function cpusOfVariables(env: RuleInputs['env']): ReportedCpus[] {
  return Object.entries(VARIABLES).flatMap(([name, rule]): ReportedCpus[] => {
    const text = env[name];
    if (text === undefined) return [];
    const cpus = cpusIn(name, text, env);
    const what = cpus === null ? `${rule}; “${text.slice(0, 20)}” ${whyNone(name)}` : rule;
    return [{ source: name, cpus, rule: what, basis: 'asked', ruleCpus: null, reference: null }];
  });
}

function cpusIn(name: string, text: string, env: RuleInputs['env']): number | null {
  if (name === 'SLURM_JOB_CPUS_PER_NODE') return cpusOfNode(text, env.SLURM_NODEID);
  // OpenMP takes one number for each level of nesting.
  return wholeNumber(name === 'OMP_NUM_THREADS' ? text.split(',')[0] : text);
}

function whyNone(name: string): string {
  return name === 'SLURM_JOB_CPUS_PER_NODE' ? 'names no number for this node' : 'is no whole number above 0';
}

/**
 * `4(x2),8`: two nodes of 4 CPUs, one of 8 (sbatch(1)). Which one this is, its number tells; where all are equal, any is.
 * Null where it can't be told.
 */
export function cpusOfNode(text: string, node: string | undefined): number | null {
  const groups = text.split(',').map((part) => /^\s*(\d{1,9})(?:\(x(\d{1,9})\))?\s*$/.exec(part));
  let first = 0;
  let found: number | null = null;
  const values = new Set<number>();
  for (const group of groups) {
    const cpus = wholeNumber(group?.[1]);
    const count = group?.[2] === undefined ? 1 : wholeNumber(group[2]);
    if (cpus === null || count === null) return null;
    values.add(cpus);
    const index = /^\d{1,9}$/.test(node ?? '') ? Number(node) : -1;
    if (index >= first && index < first + count) found = cpus;
    first += count;
  }
  return found ?? (values.size === 1 ? ([...values][0] as number) : null);
}

/** The environment of a captured machine: NUL between the variables, as in /proc/PID/environ. */
export function parseEnviron(text: string | null): Record<string, string> {
  return Object.fromEntries(
    (text ?? '').split('\0').flatMap((entry) => {
      const [name = '', ...value] = entry.split('=');
      return name === '' || value.length === 0 ? [] : [[name, value.join('=')]];
    }),
  );
}
