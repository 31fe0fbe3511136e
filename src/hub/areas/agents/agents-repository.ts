import type { Kysely } from 'kysely';
import {
  type AgentChange,
  type AgentOrder,
  type AgentReport,
  agentChangeSchema,
  agentOrderSchema,
  agentReportSchema,
} from '../../../shared/contract/agents/schemas.ts';
import { agentAskSchema } from '../../../shared/contract/agents/schemas.ts';
import { userSchema } from '../../../shared/contract/session/schemas.ts';
import type { AgentAsk } from '../../../shared/domain/agents/agent-view.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { z } from 'zod';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies } from '../../storage/parse-body.ts';

/** What an agent's desk last reported. */
export interface ReportedAgent {
  readonly user: User;
  readonly deskId: string;
  readonly reportedAt: number;
  /** Was let go and has not reported it yet: no longer counted at the post. */
  readonly leavingUntil: number | null;
  /** As reported, but for `why` and `extension`, which are not kept. */
  readonly report: AgentReport;
}

/**
 * Agent states of the team and their history. One seat, one open ask and one order for each work number. What a newer release
 * has written and this one cannot read is passed over: the post of all others hangs on these lists (ADR 0180).
 */
export interface AgentsRepository {
  seats(): Promise<readonly ReportedAgent[]>;
  putSeat(seat: ReportedAgent): Promise<void>;
  getAsk(workNo: string): Promise<AgentAsk | null>;
  asks(): Promise<ReadonlyMap<string, AgentAsk>>;
  /** `null` removes it. */
  putAsk(workNo: string, ask: AgentAsk | null): Promise<void>;
  getOrder(workNo: string): Promise<AgentOrder | null>;
  /** `null` removes it. */
  putOrder(workNo: string, order: AgentOrder | null): Promise<void>;
  /** The same `changeId` again changes nothing. */
  insertChange(change: AgentChange): Promise<void>;
  /** Oldest first; `until` is not included. */
  changesOf(workNo: string, from: number, until: number): Promise<readonly AgentChange[]>;
}

const seatBodySchema = z.strictObject({ user: userSchema, report: agentReportSchema });

type AgentTables = {
  /** How each agent stands, as the desk last reported it. */
  agent_seats: {
    work_no: string;
    desk_id: string;
    reported_at: number;
    leaving_until: number | null;
    body: string;
  };
  agent_asks: { work_no: string; body: string };
  agent_orders: { work_no: string; body: string };
  agent_changes: { change_id: string; work_no: string; at: number; body: string };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly agents: AgentsRepository;
  }
}

export function createAgentsRepository(hub: HubDatabase): AgentsRepository {
  const db = hub.withTables<AgentTables>();
  const putBody = async (
    table: 'agent_asks' | 'agent_orders',
    workNo: string,
    value: AgentAsk | AgentOrder | null,
  ) => {
    if (value === null) {
      await db.deleteFrom(table).where('work_no', '=', workNo).execute();
      return;
    }
    const body = JSON.stringify(value);
    await db
      .insertInto(table)
      .values({ work_no: workNo, body })
      .onConflict((c) => c.column('work_no').doUpdateSet({ body }))
      .execute();
  };
  const bodiesOf = async (table: 'agent_asks' | 'agent_orders', workNo: string) =>
    (await db.selectFrom(table).select('body').where('work_no', '=', workNo).execute()).map(
      ({ body }) => body,
    );
  return {
    async seats() {
      const rows = await db.selectFrom('agent_seats').selectAll().orderBy('work_no').execute();
      return rows.flatMap((row) =>
        parseBodies(seatBodySchema, [row.body]).map((seat) => ({
          ...seat,
          deskId: row.desk_id,
          reportedAt: row.reported_at,
          leavingUntil: row.leaving_until,
        })),
      );
    },
    async putSeat({ user, deskId, reportedAt, leavingUntil, report }) {
      const row = {
        desk_id: deskId,
        reported_at: reportedAt,
        leaving_until: leavingUntil,
        // The release before this one reads bodies strictly: what is newer stays out, or a hub put back to it would read none.
        body: JSON.stringify({ user, report: { ...report, why: undefined, extension: undefined } }),
      };
      await db
        .insertInto('agent_seats')
        .values({ work_no: user.workNo, ...row })
        .onConflict((c) => c.column('work_no').doUpdateSet(row))
        .execute();
    },
    async getAsk(workNo) {
      return parseBodies(agentAskSchema, await bodiesOf('agent_asks', workNo))[0] ?? null;
    },
    async asks() {
      const rows = await db.selectFrom('agent_asks').selectAll().execute();
      return new Map(
        rows.flatMap((row) =>
          parseBodies(agentAskSchema, [row.body]).map((ask) => [row.work_no, ask] as const),
        ),
      );
    },
    putAsk: (workNo, ask) => putBody('agent_asks', workNo, ask),
    async getOrder(workNo) {
      return parseBodies(agentOrderSchema, await bodiesOf('agent_orders', workNo))[0] ?? null;
    },
    putOrder: (workNo, order) => putBody('agent_orders', workNo, order),
    ...historyOf(db),
  };
}

function historyOf(db: Kysely<AgentTables>): Pick<AgentsRepository, 'insertChange' | 'changesOf'> {
  return {
    async insertChange(change) {
      const { changeId, workNo, at } = change;
      await db
        .insertInto('agent_changes')
        .values({ change_id: changeId, work_no: workNo, at, body: JSON.stringify(change) })
        .onConflict((c) => c.column('change_id').doNothing())
        .execute();
    },
    async changesOf(workNo, from, until) {
      const rows = await db
        .selectFrom('agent_changes')
        .select('body')
        .where('work_no', '=', workNo)
        .where('at', '>=', from)
        .where('at', '<', until)
        .orderBy('at')
        .execute();
      return parseBodies(
        agentChangeSchema,
        rows.map(({ body }) => body),
      );
    },
  };
}
