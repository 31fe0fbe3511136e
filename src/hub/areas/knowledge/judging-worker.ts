import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../../shared/assert.ts';
import { type Judging, judgeQuestions } from '../../../shared/node/search/judge-questions.ts';

/** Entry of the thread that asks the judged questions: dictionary and index are there for these seconds alone, and no desk waits. */
assert(parentPort, 'judging-worker runs in a worker thread');
const { judging, stop }: { readonly judging: Judging; readonly stop: Int32Array } = workerData;
const answers = judgeQuestions(judging, () => Atomics.load(stop, 0) !== 0);
parentPort.postMessage(answers);
