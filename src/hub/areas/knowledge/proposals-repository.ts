import { proposalSchema } from '../../../shared/contract/knowledge/life-schemas.ts';
import type { Proposal } from '../../../shared/domain/knowledge/proposal.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';
import { parseBodies, parseBody } from '../../storage/parse-body.ts';

/** Proposals for the knowledge base. None is deleted. */
export interface ProposalsRepository {
  get(proposalId: string): Promise<Proposal | null>;
  put(proposal: Proposal): Promise<void>;
  /** The open ones, oldest first, then the newest of the others; `byWorkNo: null` = everybody's. */
  list(byWorkNo: string | null): Promise<readonly Proposal[]>;
}

type ProposalTables = {
  knowledge_proposals: {
    proposal_id: string;
    by_work_no: string;
    state: string;
    at: number;
    body: string;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly proposals: ProposalsRepository;
  }
}

const mostOpen = 200;
const mostDecided = 50;

export function createProposalsRepository(hub: HubDatabase): ProposalsRepository {
  const db = hub.withTables<ProposalTables>();
  return {
    async get(proposalId) {
      const row = await db
        .selectFrom('knowledge_proposals')
        .select('body')
        .where('proposal_id', '=', proposalId)
        .executeTakeFirst();
      return row ? parseBody(proposalSchema, row.body) : null;
    },
    async put(proposal) {
      const { proposalId: proposal_id, byWorkNo: by_work_no, state, at } = proposal;
      const values = { by_work_no, state, at, body: JSON.stringify(proposal) };
      await db
        .insertInto('knowledge_proposals')
        .values({ proposal_id, ...values })
        .onConflict((conflict) => conflict.column('proposal_id').doUpdateSet(values))
        .execute();
    },
    async list(byWorkNo) {
      const found = db
        .selectFrom('knowledge_proposals')
        .select('body')
        .$if(byWorkNo !== null, (query) => query.where('by_work_no', '=', byWorkNo ?? ''));
      const open = await found
        .where('state', '=', 'proposed')
        .orderBy('at')
        .limit(mostOpen)
        .execute();
      const decided = await found
        .where('state', '<>', 'proposed')
        .orderBy('at', 'desc')
        .limit(mostDecided)
        .execute();
      return parseBodies(
        proposalSchema,
        [...open, ...decided].map(({ body }) => body),
      );
    },
  };
}
