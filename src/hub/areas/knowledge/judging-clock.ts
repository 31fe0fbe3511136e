import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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
/** A base of thousands takes seconds; a process that takes so long has hung. */
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
    const answers = await judgeApart(judgingWorker, judging, ending.signal);
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
 * `null` = it was broken off. Rejects when the process dies or hangs. A process of its own, and no thread: one that ends while it loads native code
 * takes nothing with it.
 */
async function judgeApart(
  program: URL,
  judging: Judging,
  signal: AbortSignal,
): Promise<readonly JudgedAnswer[] | null> {
  if (signal.aborted) return null;
  const child = fork(fileURLToPath(program), {
    serialization: 'advanced',
    signal,
    stdio: 'ignore',
  });
  const answered = Promise.withResolvers<readonly JudgedAnswer[] | null>();
  let told: readonly JudgedAnswer[] | undefined;
  child.on('message', (answers: readonly JudgedAnswer[]) => {
    told = answers;
  });
  // Broken off, it says so here and then is gone.
  child.on('error', (error) => {
    if (!signal.aborted) answered.reject(error);
  });
  child.on('exit', () => {
    if (told) answered.resolve(told);
    else if (signal.aborted) answered.resolve(null);
    else answered.reject(new Error('the judging process has ended'));
  });
  const hung = setTimeout(() => child.kill('SIGKILL'), longestMs);
  child.send(judging);
  try {
    return await answered.promise;
  } finally {
    clearTimeout(hung);
  }
}
