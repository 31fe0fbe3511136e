import { assert } from '../../../shared/assert.ts';
import { type Judging, judgeQuestions } from '../../../shared/node/search/judge-questions.ts';

/** Entry of the process that asks the judged questions: dictionary and index are there for these seconds alone, and no desk waits. */
assert(process.send, 'judging-worker is started by the hub');
process.once('message', (judging: Judging) => {
  process.send?.(judgeQuestions(judging), () => process.disconnect());
});
// The hub is gone: so is whoever would hear the answer.
process.once('disconnect', () => process.exit());
