import { errorCodeOf } from '../../../shared/app-error.ts';
import type { Feedback } from '../../../shared/domain/knowledge/complaints.ts';
import { countableSearch } from '../../../shared/domain/knowledge/countable-search.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { loadKept, keptOf, saveKept } from '../../../shared/kept/kept.ts';
import {
  type KnowledgeReports,
  keptKnowledgeReports,
} from '../../../shared/kept/knowledge-desk.ts';
import type { HostCore } from '../../host/host-core.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';

/** What this desk tells the hub of the knowledge base, kept until the hub has it: a failed sending loses nothing. */
export interface KnowledgeReporting {
  say(feedback: Feedback): Promise<void>;
  /** Not counted: what may name a person or a number (`countableSearch`). */
  missed(text: string): Promise<void>;
  /** These send what waits. They never reject for a hub that is away. */
  sendFeedback(): Promise<void>;
  sendMisses(): Promise<void>;
}

/** So many are kept while no hub is there; more is not kept. */
const most = { feedback: 500, misses: 80 } as const;
const none: KnowledgeReports = { feedback: [], misses: [], sending: null };
/** The hub will never take it: there is no such version any more. */
const final: ReadonlySet<ErrorCode> = new Set(['knowledge.notFound', 'input.invalid']);

export function createKnowledgeReports(
  { store: { meta }, logger, newId }: Pick<HostCore, 'store' | 'logger' | 'newId'>,
  { link, workNo }: { readonly link: HubLink; readonly workNo: () => string | null },
): KnowledgeReporting {
  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other: nobody writes over what another has read. */
  const change = (to: (before: KnowledgeReports) => KnowledgeReports) => {
    const who = workNo();
    const work = async () => {
      if (who === null) return none;
      const value = keptOf(keptKnowledgeReports, who);
      const before = (await loadKept(meta, value, logger)) ?? none;
      const next = to(before);
      if (next !== before) await saveKept(meta, value, next);
      return next;
    };
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
  const isTaken = async (ask: () => Promise<unknown>): Promise<boolean> => {
    try {
      await ask();
      return true;
    } catch (error) {
      const code = errorCodeOf(error);
      if (!final.has(code)) return false;
      logger.warn('knowledge.reportRefused', { code });
      return true;
    }
  };
  const sendFeedback = async () => {
    const { feedback } = await change((before) => before);
    for (const one of feedback) {
      if (!(await isTaken(() => link.call((hub) => hub.knowledge.say(one))))) return;
      await change((before) => ({
        ...before,
        feedback: before.feedback.filter(({ feedbackId }) => feedbackId !== one.feedbackId),
      }));
    }
  };
  const sendMisses = async () => {
    const { sending } = await change((before) =>
      before.sending !== null || before.misses.length === 0
        ? before
        : { ...before, misses: [], sending: { reportId: newId(), misses: before.misses } },
    );
    if (sending === null) return;
    if (await isTaken(() => link.call((hub) => hub.knowledge.missed(sending))))
      await change((before) => ({ ...before, sending: null }));
  };
  return {
    async say(feedback) {
      await change((before) => ({
        ...before,
        feedback: [...before.feedback, feedback].slice(-most.feedback),
      }));
    },
    async missed(text) {
      const told = countableSearch(text, []);
      if (told === null) return;
      await change((before) => {
        const known = before.misses.find((miss) => miss.text === told);
        if (!known && before.misses.length >= most.misses) return before;
        const others = before.misses.filter((miss) => miss !== known);
        const count = Math.min(1000, (known?.count ?? 0) + 1);
        return { ...before, misses: [...others, { text: told, count }] };
      });
    },
    sendFeedback,
    sendMisses,
  };
}
