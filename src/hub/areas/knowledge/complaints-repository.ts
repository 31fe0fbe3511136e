import { sql } from 'kysely';
import { ticketSchema } from '../../../shared/contract/tickets/schemas.ts';
import type { Feedback, FeedbackKind } from '../../../shared/domain/knowledge/complaints.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies } from '../../storage/parse-body.ts';

export interface KeptFeedback extends Feedback {
  readonly byWorkNo: string;
  readonly at: number;
}

export interface Miss {
  readonly text: string;
  readonly count: number;
}

/** What speaks against entries, and what was searched for in vain. Nothing is deleted: what is settled is no longer listed. */
export interface ComplaintsRepository {
  /** Keeps it once. */
  addFeedback(feedback: KeptFeedback): Promise<void>;
  /** What is not settled, newest first. */
  feedback(): Promise<readonly KeptFeedback[]>;
  settleFeedback(entryId: string, at: number): Promise<void>;
  /** Counts each text of a report once. */
  addMisses(report: {
    readonly reportId: string;
    readonly misses: readonly Miss[];
    readonly at: number;
  }): Promise<void>;
  /** What is not settled since `since`, the most frequent first, at most `limit`. */
  misses(since: number, limit: number): Promise<readonly (Miss & { readonly lastAt: number })[]>;
  settleMiss(text: string, at: number): Promise<void>;
  /** Tickets that had to be handled again, and that this program can read. */
  reworked(): Promise<readonly Ticket[]>;
}

type ComplaintTables = {
  knowledge_feedback: {
    feedback_id: string;
    entry_id: string;
    version: number;
    kind: FeedbackKind;
    words: string;
    call_id: string | null;
    by_work_no: string;
    at: number;
    settled_at: number | null;
  };
  knowledge_misses: {
    report_id: string;
    text: string;
    count: number;
    at: number;
    settled_at: number | null;
  };
  tickets: { ticket_id: string; body: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly complaints: ComplaintsRepository;
  }
}

const mostFeedback = 1000;
const mostReworked = 2000;

export function createComplaintsRepository(hub: HubDatabase): ComplaintsRepository {
  const db = hub.withTables<ComplaintTables>();
  return {
    async addFeedback({ feedbackId, entryId, callId, byWorkNo, ...said }) {
      await db
        .insertInto('knowledge_feedback')
        .values({
          ...said,
          feedback_id: feedbackId,
          entry_id: entryId,
          call_id: callId,
          by_work_no: byWorkNo,
          settled_at: null,
        })
        .onConflict((conflict) => conflict.column('feedback_id').doNothing())
        .execute();
    },
    async feedback() {
      const rows = await db
        .selectFrom('knowledge_feedback')
        .selectAll()
        .where('settled_at', 'is', null)
        .orderBy('at', 'desc')
        .limit(mostFeedback)
        .execute();
      return rows.map(
        ({ feedback_id, entry_id, version, kind, words, call_id, by_work_no, at }) => ({
          feedbackId: feedback_id,
          entryId: entry_id,
          version,
          kind,
          words,
          callId: call_id,
          byWorkNo: by_work_no,
          at,
        }),
      );
    },
    async settleFeedback(entryId, at) {
      await db
        .updateTable('knowledge_feedback')
        .set({ settled_at: at })
        .where('entry_id', '=', entryId)
        .where('settled_at', 'is', null)
        .execute();
    },
    async addMisses({ reportId, misses, at }) {
      if (misses.length === 0) return;
      await db
        .insertInto('knowledge_misses')
        .values(misses.map((miss) => ({ ...miss, report_id: reportId, at, settled_at: null })))
        .onConflict((conflict) => conflict.columns(['report_id', 'text']).doNothing())
        .execute();
    },
    async misses(since, limit) {
      const rows = await db
        .selectFrom('knowledge_misses')
        .select(({ fn }) => [
          'text',
          fn.sum<number | string>('count').as('total'),
          fn.max('at').as('lastAt'),
        ])
        .where('settled_at', 'is', null)
        .where('at', '>=', since)
        .groupBy('text')
        .orderBy('total', 'desc')
        .orderBy('text')
        .limit(limit)
        .execute();
      return rows.map(({ text, total, lastAt }) => ({ text, count: Number(total), lastAt }));
    },
    async settleMiss(text, at) {
      await db
        .updateTable('knowledge_misses')
        .set({ settled_at: at })
        .where('text', '=', text)
        .where('settled_at', 'is', null)
        .execute();
    },
    async reworked() {
      const rows = await db
        .selectFrom('tickets')
        .select('body')
        // In the words of the index `tickets_reworked`.
        .where(sql<boolean>`body like '%"reworks":%' and body not like '%"reworks":0%'`)
        .limit(mostReworked)
        .execute();
      return parseBodies(
        ticketSchema,
        rows.map(({ body }) => body),
      );
    },
  };
}
