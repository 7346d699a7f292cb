import type { ReportedCpus } from '../../model/machine/reported-cpus.ts';
import { outputOf } from './program-output.ts';
import type { InstalledPrograms } from './reported-cpus.ts';
import { answered, isAtLeast, type RuleInputs } from './rules/rule.ts';
import { RULES } from './rules.ts';

const PATIENCE_MS = 2_000;
/** A JVM that starts while others do takes longer. */
const JVM_PATIENCE_MS = 5_000;

const LOKY = `
try:
  import loky
except ImportError:
  from joblib.externals import loky
print(loky.__version__,loky.cpu_count())`;
const R = 'cat(format(utils::packageVersion("parallelly")),parallelly::availableCores())';

/** Runs java, Rscript and loky in python3, where they are installed: what nobody needs to know each time. */
export async function askInstalled(inputs: RuleInputs, env: NodeJS.ProcessEnv): Promise<InstalledPrograms> {
  const [java, r, loky] = await Promise.all([
    // The settings of the system are told since 8u372 and 11; they go to stderr, with -version after them.
    outputOf('java', ['-XshowSettings:system', '-version'], env, JVM_PATIENCE_MS),
    outputOf('Rscript', ['-e', R], env, PATIENCE_MS),
    outputOf('python3', ['-c', LOKY], env, PATIENCE_MS),
  ]);
  return {
    jvm: jvmAnswer(inputs, `${java?.stdout ?? ''}\n${java?.stderr ?? ''}`),
    parallelly: versioned(RULES.parallelly(inputs), 'R parallelly', r?.stdout),
    loky: versioned(RULES.loky(inputs), 'loky', loky?.stdout),
  };
}

function jvmAnswer(inputs: RuleInputs, text: string): ReportedCpus | null {
  const count = /^\s*Effective CPU Count: (\d+)\s*$/m.exec(text)?.[1];
  const version = /^\S+ version "([^"]+)"/m.exec(text)?.[1];
  if (count === undefined || version === undefined) return null;
  return answered(RULES[jvmRule(version)](inputs), Number(count), `java ${version}`);
}

/** Shares stopped counting in 11.0.17, 17.0.5, 18.0.2 and 19, never in 8; ancestors count since 24. */
export function jvmRule(version: string): 'jvmShares' | 'jvmOwn' | 'jvm24' {
  const [feature = 0, minor = 0, patch = 0] = version.split(/[._+-]/).map(Number);
  if (feature >= 24) return 'jvm24';
  const patches: Readonly<Record<number, number>> = { 11: 17, 17: 5, 18: 2 };
  const since = patches[feature];
  const hasPatch = since !== undefined && isAtLeast(`${minor}.${patch}`, 0, since);
  return feature >= 19 || hasPatch ? 'jvmOwn' : 'jvmShares';
}

/** `3.5.1 4`: the version and its answer. */
function versioned(rule: ReportedCpus, name: string, text: string | undefined): ReportedCpus | null {
  const [, version, cpus] = /^\s*(\d[\d.]*)\S* (\d+)\s*$/.exec(text ?? '') ?? [];
  return cpus === undefined ? null : answered(rule, Number(cpus), `${name} ${version}`);
}
