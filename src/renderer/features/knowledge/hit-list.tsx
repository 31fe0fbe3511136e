import type { KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import type { Suggestion } from '../../../shared/domain/knowledge/suggestion.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { HitRow } from './hit-row.tsx';
import { insertEntry } from './insert-entry.ts';

const commonWords = ['停水', '水压', '水质', '渍水', '漏水', '井盖', '水费', '污水'];

const none: readonly Suggestion[] = [];

/** What was found, or what to do when nothing was. What fits the open form stands first until somebody searches. */
export function HitList({
  suggestions = none,
}: {
  readonly suggestions?: readonly Suggestion[] | undefined;
}) {
  const t = useText();
  const found = useFeature(knowledgeStore, (state) => state);
  const { status, failure, searched, text } = found;
  const isFetching = useDeskState(({ sync }) => sync.replicaAt === null);
  const isSuggestion = text.trim() === '';
  const offered = isSuggestion ? suggestions : none;
  const others = found.hits.filter(
    ({ entry }) => !offered.some(({ hit }) => hit.entry.entryId === entry.entryId),
  );
  const hits = [...offered.map(({ hit }) => hit), ...others];
  useInsertKeys(hits);
  if (status === 'failed' && failure) {
    return (
      <div className="knowledge__notice">
        <ErrorNotice code={failure} tone="warn" lead={t('knowledge.failed')} />
      </div>
    );
  }
  if (isSuggestion && hits.length === 0) return <CommonSearches />;
  if (status === 'done' && hits.length === 0)
    return (
      <EmptyState
        title={t('knowledge.empty', { text: searched })}
        hint={t(isFetching ? 'common.fetching' : 'knowledge.emptyHint')}
      />
    );
  return (
    <>
      {isSuggestion && offered.length === 0 && (
        <p className="hits__reason">{t('knowledge.byCategory', { text: searched })}</p>
      )}
      <ol className="hits" aria-label={t('knowledge.title')} aria-busy={status === 'searching'}>
        {hits.map((hit, index) => (
          <HitRow key={hit.entry.entryId} hit={hit} place={index + 1} why={offered[index]} />
        ))}
      </ol>
    </>
  );
}

function CommonSearches() {
  const t = useText();
  const type = useFeature(knowledgeStore, (state) => state.type);
  const search = useFeature(knowledgeStore, (state) => state.search);
  return (
    <div className="common">
      <p>{t('knowledge.idleHint')}</p>
      <h3>{t('knowledge.common')}</h3>
      <div className="common__words">
        {commonWords.map((word) => (
          <button
            key={word}
            type="button"
            className="button button--small"
            onClick={() => {
              type(word);
              search(word);
            }}
          >
            {word}
          </button>
        ))}
      </div>
    </div>
  );
}

/** The n-th hit goes into the answer. */
function useInsertKeys(hits: readonly KnowledgeHit[]): void {
  const stores = useStores();
  useKeys({
    insert: (place) => {
      const hit = hits[place - 1];
      if (hit) insertEntry(stores, hit.entry);
    },
  });
}
