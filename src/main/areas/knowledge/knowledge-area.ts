import { AppError } from '../../../shared/app-error.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import type { Area, HostCore } from '../../host/host-core.ts';

/** The local copy of the knowledge base. */
export interface KnowledgeArea extends Area {
  search(text: string, limit: number): Promise<KnowledgeHit[]>;
  /** Throws `knowledge.notFound`. */
  get(entryId: string): Promise<KnowledgeEntry>;
}

export function createKnowledgeArea({ store, clock }: HostCore): KnowledgeArea {
  return {
    search: (text, limit) => store.knowledge.searchKnowledge(text, limit, clock.now()),
    async get(entryId) {
      const entry = await store.knowledge.getKnowledge(entryId);
      if (!entry) throw new AppError('knowledge.notFound');
      return entry;
    },
  };
}
