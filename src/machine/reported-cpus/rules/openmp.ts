import { byRule, type Found, type Rule, type RuleInputs, wholeNumber } from './rule.ts';

export const OPENMP_RULES = {
  libgomp(inputs) {
    const { cpus, note } = threadsOfTeam(inputs);
    return byRule(
      'OpenMP threads, libgomp',
      cpus,
      `GCC 12: affinity${note}; no quota`,
      'https://gcc.gnu.org/onlinedocs/libgomp/Environment-Variables.html',
    );
  },
} satisfies Record<string, Rule>;

/** The threads of a parallel region. OMP_PLACES and OMP_PROC_BIND say where they run, not how many there are. */
function threadsOfTeam({ allowed, env }: RuleInputs): Found {
  if (/^\s*true\s*$/i.test(env.OMP_DYNAMIC ?? ''))
    return { cpus: null, note: '; OMP_DYNAMIC takes the load off it' };
  const threads = firstOfList(env.OMP_NUM_THREADS);
  const limit = wholeNumber(env.OMP_THREAD_LIMIT);
  const wanted = threads ?? allowed;
  const notes = [
    threads === null ? '' : '; OMP_NUM_THREADS overrides',
    limit === null ? '' : '; OMP_THREAD_LIMIT caps',
    isPlaced(env) ? '; OMP_PLACES says where, not how many' : '',
  ];
  return { cpus: limit === null || wanted === null ? wanted : Math.min(wanted, limit), note: notes.join('') };
}

/** One number for each level of nesting. Where one of them is none, all count for nothing. */
function firstOfList(text: string | undefined): number | null {
  const numbers = (text ?? '').split(',').map(wholeNumber);
  return numbers.includes(null) ? null : (numbers[0] ?? null);
}

function isPlaced({ OMP_PLACES, OMP_PROC_BIND }: RuleInputs['env']): boolean {
  return OMP_PLACES !== undefined && !/^\s*false\s*$/i.test(OMP_PROC_BIND ?? '');
}
