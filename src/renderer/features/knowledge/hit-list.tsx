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

/** What was found, or what to do when nothing was. */
export function HitList() {
  const t = useText();
  const { hits, status, failure, searched, text } = useFeature(knowledgeStore, (state) => state);
  const isFetching = useDeskState(({ sync }) => sync.replicaAt === null);
  useInsertKeys();
  if (status === 'failed' && failure) {
    return (
      <div className="knowledge__notice">
        <ErrorNotice code={failure} tone="warn" lead={t('knowledge.failed')} />
      </div>
    );
  }
  const isSuggestion = text.trim() === '';
  if (status === 'idle' || (isSuggestion && hits.length === 0)) return <CommonSearches />;
  if (status === 'done' && hits.length === 0)
    return (
      <EmptyState
        title={t('knowledge.empty', { text: searched })}
        hint={t(isFetching ? 'common.fetching' : 'knowledge.emptyHint')}
      />
    );
  return (
    <>
      {isSuggestion && (
        <p className="hits__reason">{t('knowledge.byCategory', { text: searched })}</p>
      )}
      <ol className="hits" aria-label={t('knowledge.title')} aria-busy={status === 'searching'}>
        {hits.map((hit, index) => (
          <HitRow key={hit.entry.entryId} hit={hit} place={index + 1} />
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
function useInsertKeys(): void {
  const stores = useStores();
  useKeys({
    insert: (place) => {
      const hit = knowledgeStore(stores).getState().hits[place - 1];
      if (hit) insertEntry(stores, hit.entry);
    },
  });
}
