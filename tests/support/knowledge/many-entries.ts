import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';

const districts = ['青山', '武昌', '汉阳', '江岸', '洪山', '硚口', '蔡甸', '黄陂', '新洲', '江夏'];

/** A base of `count` entries: those given, then the same again for one place after the other, each older than the one before. */
export function manyEntries(entries: readonly KnowledgeEntry[], count: number): KnowledgeEntry[] {
  return Array.from({ length: count }, (_, at): KnowledgeEntry => {
    const entry = entries[at % entries.length];
    if (!entry) throw new Error('no entry to begin with');
    if (at < entries.length) return entry;
    const place = `${districts[at % districts.length] ?? ''}${at % 97}号`;
    return {
      ...entry,
      entryId: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      entryNo: `K-${10_000 + at}`,
      title: `${entry.title}${place}`,
      body: `${entry.body}${place}`,
      updatedAt: entry.updatedAt - at,
    };
  });
}
