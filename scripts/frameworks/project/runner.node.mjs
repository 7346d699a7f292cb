import { test } from 'node:test';
import * as concur from 'concur-cli';
import { useConcur } from './use.mjs';

test('concur works here', () => useConcur(concur));
