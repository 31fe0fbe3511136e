import type { KnowledgeEntry } from '../../shared/domain/knowledge/knowledge.ts';
import { drainageKnowledge } from './data/knowledge-drainage.ts';
import { everydayKnowledge } from './data/knowledge-everyday.ts';
import { hotlineKnowledge } from './data/knowledge-hotline.ts';
import { riversKnowledge } from './data/knowledge-rivers.ts';
import { supplyKnowledge } from './data/knowledge-supply.ts';
import type { KnowledgeText } from './knowledge-text.ts';
import { seedId } from './seed-id.ts';

const dayMs = 86_400_000;

interface Group {
  readonly texts: readonly KnowledgeText[];
  /** An office of the purchaser that has to stand for the texts; who that is, it says itself. */
  readonly reviewer: string;
  readonly reviewOn: string;
}

const groups: readonly Group[] = [
  { texts: supplyKnowledge, reviewer: '采购人供水管理岗', reviewOn: '2027-05-31' },
  // Before the flood season, which begins on 1 May.
  { texts: drainageKnowledge, reviewer: '采购人排水与防汛岗', reviewOn: '2027-04-15' },
  { texts: riversKnowledge, reviewer: '采购人水政执法岗', reviewOn: '2027-05-31' },
  { texts: everydayKnowledge, reviewer: '采购人业务管理岗', reviewOn: '2027-04-15' },
  { texts: hotlineKnowledge, reviewer: '热线班长', reviewOn: '2027-02-28' },
];

/** The seeded knowledge base: 50 entries in force, revised at different times before `now`. */
export function createKnowledge(now: number): KnowledgeEntry[] {
  return groups
    .flatMap(({ texts, ...common }) => texts.map((text) => ({ text, common })))
    .map(({ text, common }, index) => entryOf(text, common, now - (10 + index * 9) * dayMs));
}

function entryOf(
  text: KnowledgeText,
  common: Pick<Group, 'reviewer' | 'reviewOn'>,
  updatedAt: number,
): KnowledgeEntry {
  const { entryNo, version, title, body, categoryCode, synonyms, recorded } = text;
  return {
    entryId: seedId(`knowledge:${entryNo}`),
    entryNo,
    version,
    title,
    body,
    // Desks of before insert this: it must promise as little as what today's insert.
    answer: recorded,
    wording: {
      spoken: text.spoken,
      recorded,
      mayAnswerDirectly: text.mayAnswerDirectly,
      source: text.source,
      reviewer: common.reviewer,
      reviewOn: text.reviewOn ?? common.reviewOn,
      audience: text.audience ?? 'public',
      toConfirm: text.toConfirm ?? [],
    },
    categoryCode,
    synonyms,
    validFrom: updatedAt,
    validUntil: null,
    updatedAt,
  };
}
