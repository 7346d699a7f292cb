import type { ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { type RuleInputs, wholeNumber } from './rules.ts';

/** The variables that set how many CPUs programs use, and what each one sets. */
const VARIABLES: Readonly<Record<string, string>> = {
  SLURM_CPUS_PER_TASK: 'Slurm’s CPUs for each task',
  PBS_NP: 'PBS’ slots of the job',
  PBS_NUM_PPN: 'PBS’ slots on each node',
  NCPUS: 'PBS Pro’s CPUs of the job',
  OMP_NUM_THREADS: 'OpenMP’s threads, nproc’s answer too',
  UV_THREADPOOL_SIZE: 'the threads of Node’s own pool (4 unless set)',
  GOMAXPROCS: 'Go’s threads that run at once',
  PYTHON_CPU_COUNT: 'the answer of Python’s os.cpu_count()',
};

/** A row for each of them that is set. A value that is no whole number above 0 means nothing to anybody. */
export function cpusOfVariables(env: RuleInputs['env']): ReportedCpus[] {
  return Object.entries(VARIABLES).flatMap(([name, rule]): ReportedCpus[] => {
    const text = env[name];
    if (text === undefined) return [];
    // OpenMP takes one number for each level of nesting.
    const cpus = wholeNumber(name === 'OMP_NUM_THREADS' ? text.split(',')[0] : text);
    const what = cpus === null ? `${rule}; “${text.slice(0, 20)}” is no whole number above 0` : rule;
    return [{ source: name, cpus, rule: what, basis: 'asked' }];
  });
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
