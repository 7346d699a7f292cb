import { tightestQuota } from '../../limits/quota.ts';
import { byRule, capped, type Rule, type RuleInputs, withVariable } from './rule.ts';

/** The standard library's, and of those who use it. */
export const RUST_RULES = {
  rust: (inputs) =>
    byRule(
      'Rust available_parallelism()',
      parallelism(inputs),
      '1.64: affinity, tightest quota rounded down, at least 1',
      'https://github.com/rust-lang/rust/pull/97925',
    ),

  tokio(inputs) {
    const text = inputs.env.TOKIO_WORKER_THREADS;
    const threads = /^\+?\d{1,9}$/.test(text ?? '') && Number(text) > 0 ? Number(text) : null;
    const note =
      threads === null
        ? '; TOKIO_WORKER_THREADS is no number above 0: it panics'
        : '; TOKIO_WORKER_THREADS overrides';
    return byRule(
      'tokio worker threads',
      text === undefined ? parallelism(inputs) : threads,
      `1.39: as Rust’s${text === undefined ? '' : note}`,
      'https://docs.rs/tokio/latest/tokio/runtime/struct.Builder.html#method.worker_threads',
    );
  },

  rayon(inputs) {
    const { cpus, note } = withVariable(parallelism(inputs), inputs.env, 'RAYON_NUM_THREADS');
    return byRule(
      'rayon threads',
      cpus,
      `1.8: as Rust’s${note}`,
      'https://docs.rs/rayon/latest/rayon/struct.ThreadPoolBuilder.html#method.num_threads',
    );
  },
} satisfies Record<string, Rule>;

/** Version 1's groups where they set one, else version 2's. */
function parallelism({ allowed, quotas, mountedGroups }: RuleInputs): number | null {
  const v1 = tightestQuota({ levels: quotas.filter(({ version }) => version === 1) });
  if (allowed === null || v1 !== null) return capped(allowed, v1, (quota) => Math.max(1, Math.floor(quota)));
  const found = mountedGroups?.isThere === true ? mountedGroups.groups : [];
  const whole = found.flatMap(({ quota }) => wholeCpus(quota));
  return Math.min(allowed, Math.max(1, Math.min(...whole)));
}

function wholeCpus(text: string | null): number[] {
  const [, quota, period] = /^(\d{1,15}) (\d{1,15})$/.exec(text ?? '') ?? [];
  return quota === undefined || Number(period) === 0 ? [] : [Math.floor(Number(quota) / Number(period))];
}
