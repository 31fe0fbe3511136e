import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { Complaints } from '../../../shared/domain/knowledge/complaints.ts';
import type { JudgedAnswer, JudgedQuestion } from '../../../shared/domain/knowledge/judged.ts';
import type { OfficeWords } from '../../../shared/domain/knowledge/office-words.ts';
import type { DueEntry } from '../../../shared/domain/knowledge/review.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

interface Versioned<Value> {
  readonly value: Value;
  readonly version: number;
}

export interface LeadListsState {
  readonly due: readonly DueEntry[] | null;
  readonly complaints: Complaints | null;
  readonly judged: Versioned<readonly JudgedQuestion[]> | null;
  readonly answers: readonly JudgedAnswer[] | null;
  readonly words: Versioned<OfficeWords> | null;
  /** The dialog of words is open. */
  readonly wordsOpen: boolean;
  /** What was typed in it, until the hub has it. */
  readonly typedWords: { readonly same: string; readonly wrong: string } | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** A question that was put into the office's set lately. */
  readonly added: string | null;
  loadDue(): Promise<void>;
  loadComplaints(): Promise<void>;
  settle(what: Parameters<DeskApi['knowledge']['settle']>[0]): Promise<void>;
  loadJudged(): Promise<void>;
  addJudged(question: string, entryNo: string): Promise<void>;
  removeJudged(question: string): Promise<void>;
  openWords(): Promise<void>;
  closeWords(): void;
  typeWords(typed: { readonly same: string; readonly wrong: string }): void;
  putWords(words: OfficeWords): Promise<void>;
}

type Deps = { readonly api: { readonly knowledge: DeskApi['knowledge'] } };

function createLeadListsStore({ api: { knowledge } }: Deps) {
  return createStore<LeadListsState>()((set, get) => {
    const ask = async (work: () => Promise<Partial<LeadListsState>>) => {
      set({ busy: true, failure: null });
      try {
        set(await work());
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    };
    const newestJudged = async () => {
      const { judged } = await knowledge.rules();
      const known = get().judged;
      // What this page has put in lately may not have come back yet.
      return known !== null && known.version > judged.version ? known : judged;
    };
    const putJudged = async (to: (before: readonly JudgedQuestion[]) => JudgedQuestion[]) => {
      const { value, version: seen } = await newestJudged();
      const questions = to(value);
      const judged = questions.map((one) => ({ ...one, entryNos: [...one.entryNos] }));
      const { version } = await knowledge.putJudged({ judged: { questions: judged }, seen });
      return { judged: { value: questions, version } };
    };
    return {
      due: null,
      complaints: null,
      judged: null,
      answers: null,
      words: null,
      wordsOpen: false,
      typedWords: null,
      busy: false,
      failure: null,
      added: null,
      loadDue: () => ask(async () => ({ due: (await knowledge.due()).due })),
      loadComplaints: () => ask(async () => ({ complaints: await knowledge.complaints() })),
      settle: (what) =>
        ask(async () => {
          await knowledge.settle(what);
          return { complaints: await knowledge.complaints() };
        }),
      loadJudged: () =>
        ask(async () => ({
          judged: await newestJudged(),
          answers: (await knowledge.judge()).answers,
          added: null,
        })),
      addJudged: (question, entryNo) =>
        ask(async () => {
          const put = await putJudged((before) => {
            const known = before.find((one) => one.question === question);
            const entryNos = [...new Set([...(known?.entryNos ?? []), entryNo])].slice(0, 10);
            return [...before.filter((one) => one !== known), { question, entryNos }];
          });
          return { ...put, added: question };
        }),
      removeJudged: (question) =>
        ask(async () => ({
          ...(await putJudged((before) => before.filter((one) => one.question !== question))),
          answers: (get().answers ?? []).filter((one) => one.question !== question),
        })),
      async openWords() {
        set({ wordsOpen: true });
        await ask(async () => ({ words: (await knowledge.rules()).words }));
      },
      closeWords: () => set({ wordsOpen: false, failure: null }),
      typeWords: (typedWords) => set({ typedWords }),
      async putWords(value) {
        const seen = get().words?.version ?? 0;
        const words = {
          same: value.same.map((group) => [...group]),
          wrong: value.wrong.map((pair) => ({ ...pair })),
        };
        await ask(async () => {
          const { version } = await knowledge.putWords({ words, seen });
          return { words: { value, version }, typedWords: null, wordsOpen: false };
        });
      },
    };
  });
}

/** One for the desk. */
export const leadListsStore = featureStore(({ deps }) => createLeadListsStore(deps));
