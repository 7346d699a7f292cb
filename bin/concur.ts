#!/usr/bin/env node
import { enableCompileCache } from '../src/base/files/compile-cache.ts';
import { main } from '../src/cli/main.ts';

enableCompileCache(process.env);
main(process.argv);
