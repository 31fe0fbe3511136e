import { Worker } from 'node:worker_threads';
import type { Clock } from '../../../shared/clock.ts';
import type { JudgedAnswer } from '../../../shared/domain/knowledge/judged.ts';
import { judgedQuestionsRule } from '../../../shared/domain/knowledge/judged.ts';
import { dayDue, runOf } from '../../../shared/domain/knowledge/judged-runs.ts';
import { searchWordsRule } from '../../../shared/domain/knowledge/office-words.ts';
import { readJudgedQuestions } from '../../../shared/kept/knowledge-rules.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Judging } from '../../../shared/node/search/judge-questions.ts';
import { toAppError } from '../../../shared/node/to-app-error.ts';
import type { HubStore } from '../../storage/hub-store.ts';

export interface JudgingClockDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `judging-worker.ts` or its bundle. */
  readonly judgingWorker: URL;
}

/** How often the hub looks whether the night's run is due. */
const roundMs = 5 * 60_000;
/** A base of thousands takes seconds; a thread that takes so long has hung. */
const longestMs = 5 * 60_000;

/** The judged questions each night, asked by the hub itself (ADR 0255): the figures are kept, and the lead hears of what fell. */
export interface JudgingClock {
  /** Makes the run that is due; says whether one was made. Without a question there is none. */
  round(): Promise<boolean>;
  close(): Promise<void>;
}

/** Looks at once, and then in rounds until it is closed. */
export function createJudgingClock(deps: JudgingClockDeps): JudgingClock {
  const { store, clock, logger, judgingWorker } = deps;
  const ending = new AbortController();
  const round = async () => {
    const now = clock.now();
    const [before = null] = (await store.judgedRuns.last(1)).toReversed();
    const day = dayDue(now, before?.day ?? null);
    if (day === null) return false;
    const [questions, officeWords] = await rulesOf(store);
    if (questions.length === 0) return false;
    const entries = await store.knowledge.current();
    const judging = { entries, officeWords, questions, now };
    const answers = await judgeInThread(judgingWorker, judging, ending.signal);
    if (answers === null) return false;
    const run = runOf(answers, { day, at: now, before });
    await store.judgedRuns.add(run);
    logger.info('knowledge.judged', { day, ...run.figures, fell: run.fell.length });
    return true;
  };
  const quietly = async () => {
    try {
      if (!ending.signal.aborted) await round();
    } catch (error) {
      toAppError(error, logger, { event: 'knowledge.judgingFailed', place: 'round' });
    }
  };
  let running = quietly();
  const ticking = setInterval(() => {
    running = running.then(quietly);
  }, roundMs);
  ticking.unref();
  return {
    round,
    async close() {
      clearInterval(ticking);
      ending.abort();
      await running;
    },
  };
}

async function rulesOf({ office }: HubStore) {
  const rules = await office.newest([judgedQuestionsRule, searchWordsRule]);
  const of = (wanted: string) => rules.find(({ kind }) => kind === wanted);
  return [readJudgedQuestions(of(judgedQuestionsRule)), of(searchWordsRule)?.body ?? null] as const;
}

/**
 * `null` = it was broken off. Rejects when the thread dies or hangs. The thread is asked to stop and never ended: one that is ended while it loads
 * SQLite takes the whole process with it (`main/storage/store-check.ts`).
 */
async function judgeInThread(
  workerUrl: URL,
  judging: Judging,
  signal: AbortSignal,
): Promise<readonly JudgedAnswer[] | null> {
  if (signal.aborted) return null;
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(workerUrl, { workerData: { judging, stop } });
  const ended = Promise.withResolvers<readonly JudgedAnswer[] | null>();
  let answers: readonly JudgedAnswer[] | null | undefined;
  worker.on('message', (told: readonly JudgedAnswer[] | null) => {
    answers = told;
  });
  worker.on('error', ended.reject);
  worker.on('exit', () => {
    if (answers === undefined) ended.reject(new Error('the judging thread has ended'));
    else ended.resolve(answers);
  });
  const askToStop = () => void Atomics.store(stop, 0, 1);
  signal.addEventListener('abort', askToStop);
  const hung = setTimeout(() => {
    askToStop();
    worker.unref();
    ended.reject(new Error('the judging thread has hung'));
  }, longestMs);
  try {
    return await ended.promise;
  } finally {
    clearTimeout(hung);
    signal.removeEventListener('abort', askToStop);
  }
}
