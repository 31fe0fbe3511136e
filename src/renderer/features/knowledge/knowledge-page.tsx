import { BookOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Segments } from '../../ui/segments.tsx';
import { ComplaintsList } from './complaints-list.tsx';
import { DraftView } from './draft-view.tsx';
import { DueList } from './due-list.tsx';
import { EntryView } from './entry-view.tsx';
import { ExpiredQuestion } from './expired-question.tsx';
import { HistoryView } from './history-view.tsx';
import { HitList } from './hit-list.tsx';
import { JudgedList } from './judged-list.tsx';
import './knowledge.css';
import { knowledgeStore } from './knowledge-store.ts';
import { leadListsStore } from './lead-lists-store.ts';
import { PhraseForm } from './phrase-form.tsx';
import { PhrasesList } from './phrases-list.tsx';
import { phrasesStore } from './phrases-store.ts';
import { ProposalsList } from './proposals-list.tsx';
import { ReviewView } from './review-view.tsx';
import { SheetList } from './sheet-list.tsx';
import { SheetRowView } from './sheet-row-view.tsx';
import { sheetStore } from './sheet-store.ts';
import { SearchBox } from './search-box.tsx';
import { WordsDialog } from './words-dialog.tsx';
import './writing.css';
import { writingStore } from './writing-store.ts';

type Tab = 'search' | 'proposals' | 'due' | 'complaints' | 'judged' | 'phrases' | 'sheet';

/** 知识库: what is found, proposed or owed left; the entry, or what is written of it, right. */
export function KnowledgePage() {
  const t = useText();
  const [tab, setTab] = useState<Tab>('search');
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const { begin, look, drafts, proposals } = useFeatureState(writingStore);
  useEffect(() => void look(), [look]);
  const owed = isLead ? 'proposed' : 'sentBack';
  const waiting = (proposals ?? []).filter(({ state }) => state === owed).length;
  const count = waiting + (isLead ? 0 : drafts.length);
  const proposalsTab = t(isLead ? 'writing.tabs.toReview' : 'writing.tabs.own');
  const tabs: readonly { readonly value: Tab; readonly label: string }[] = [
    { value: 'search', label: t('writing.tabs.search') },
    { value: 'proposals', label: count > 0 ? `${proposalsTab} ${count}` : proposalsTab },
    { value: 'due', label: t('writing.tabs.due') },
    ...(isLead
      ? ([
          { value: 'complaints', label: t('writing.tabs.complaints') },
          { value: 'judged', label: t('writing.tabs.judged') },
          { value: 'phrases', label: t('phrases.title') },
          { value: 'sheet', label: t('sheet.tab') },
        ] as const)
      : []),
  ];
  return (
    <div className="split">
      <section className="panel knowledge" aria-label={t('knowledge.title')}>
        <div className="panel__head">
          <h2 className="panel__title">{t('knowledge.title')}</h2>
          <span className="panel__note">{t('knowledge.offline')}</span>
          <button type="button" className="button button--small" onClick={() => begin(null)}>
            {t('writing.new')}
          </button>
        </div>
        <div className="knowledge__tabs">
          <Segments<Tab>
            label={t('writing.tabsLabel')}
            value={tab}
            options={tabs}
            onChange={setTab}
          />
        </div>
        {tab === 'search' && <SearchBox />}
        <Told />
        <div className="panel__body" tabIndex={-1}>
          {tab === 'search' && <HitList />}
          {tab === 'proposals' && <ProposalsList />}
          {tab === 'due' && <DueList />}
          {tab === 'complaints' && <ComplaintsList />}
          {tab === 'judged' && <JudgedList />}
          {tab === 'phrases' && <PhrasesList />}
          {tab === 'sheet' && <SheetList />}
        </div>
      </section>
      <section className="panel" aria-label={t('knowledge.open')}>
        <div className="panel__body" tabIndex={-1}>
          <Beside tab={tab} />
        </div>
      </section>
      <WordsDialog />
      <ExpiredQuestion />
    </div>
  );
}

/** What was done lately, or why it could not be. */
function Told() {
  const t = useText();
  const writing = useFeatureState(writingStore);
  const lists = useFeatureState(leadListsStore);
  const failure = writing.failure ?? (lists.wordsOpen ? null : lists.failure);
  return (
    <>
      {failure && (
        <div className="knowledge__notice">
          <ErrorNotice code={failure} tone="warn" lead={t('writing.failed')} />
        </div>
      )}
      {writing.done && (
        <p role="status" className="knowledge__done">
          {t(`writing.done.${writing.done}`)}
        </p>
      )}
      {lists.added && (
        <p role="status" className="knowledge__done">
          {t('judged.added', { question: lists.added })}
        </p>
      )}
    </>
  );
}

/** What stands beside the list: what is written or looked through there, else the entry. */
function Beside({ tab }: { readonly tab: Tab }) {
  const { draft } = useFeatureState(phrasesStore);
  const { sheet } = useFeatureState(sheetStore);
  if (tab === 'phrases' && draft) return <PhraseForm key={draft.over} draft={draft} />;
  if (tab === 'sheet' && sheet) return <SheetRowView />;
  return <Opened />;
}

function Opened() {
  const t = useText();
  const opened = useFeature(knowledgeStore, (state) => state.opened);
  const place = useFeature(writingStore, (state) => state.place);
  if (place?.kind === 'draft')
    return <DraftView key={place.draft.proposalId} draft={place.draft} />;
  if (place?.kind === 'review') return <ReviewView key={place.proposal.proposalId} place={place} />;
  if (place?.kind === 'history') return <HistoryView {...place} />;
  if (opened) return <EntryView entry={opened} withBack={false} />;
  return (
    <EmptyState
      icon={<BookOpen size={30} strokeWidth={1.4} aria-hidden />}
      title={t('knowledge.idle')}
      hint={t('knowledge.idleHint')}
    />
  );
}
