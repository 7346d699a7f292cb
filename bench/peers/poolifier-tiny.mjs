import { ThreadWorker } from 'poolifier';
import tiny from './tiny.cjs';

// The tiny task, as poolifier wants it.
export default new ThreadWorker((index) => tiny(index));
