import { DOTNET_RULES } from './rules/dotnet.ts';
import { GO_RULES } from './rules/go.ts';
import { JEMALLOC_RULES } from './rules/jemalloc.ts';
import { JVM_RULES } from './rules/jvm.ts';
import { NODE_RULES } from './rules/node.ts';
import { NPROC_RULES } from './rules/nproc.ts';
import { OPENMP_RULES } from './rules/openmp.ts';
import { R_RULES } from './rules/parallelly.ts';
import { PYTHON_RULES } from './rules/python.ts';
import { RUST_RULES } from './rules/rust.ts';

/** What each source reports by its documented rule, where it isn't asked itself. */
export const RULES = {
  ...NODE_RULES,
  ...NPROC_RULES,
  ...PYTHON_RULES,
  ...GO_RULES,
  ...JVM_RULES,
  ...DOTNET_RULES,
  ...RUST_RULES,
  ...OPENMP_RULES,
  ...R_RULES,
  ...JEMALLOC_RULES,
};
