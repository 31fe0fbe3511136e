import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import { drainageKnowledge } from './data/knowledge-drainage.ts';
import { riversKnowledge } from './data/knowledge-rivers.ts';
import { supplyKnowledge } from './data/knowledge-supply.ts';
import { seedId } from './seed-id.ts';

const dayMs = 86_400_000;

/** The seeded knowledge base: 30 entries in force, revised at different times of the last year. */
export function createKnowledge(now: number): KnowledgeEntry[] {
  return [...supplyKnowledge, ...drainageKnowledge, ...riversKnowledge].map((text, index) => {
    const updatedAt = now - (10 + index * 9) * dayMs;
    return {
      ...text,
      entryId: seedId(`knowledge:${text.entryNo}`),
      validFrom: updatedAt,
      validUntil: null,
      updatedAt,
    };
  });
}
