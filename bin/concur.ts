#!/usr/bin/env node
import { enableCompileCache } from '../src/base/compile-cache.ts';
import { main } from '../src/cli/main.ts';

enableCompileCache(process.env);
main(process.argv);
