import { useEffect } from 'react';
import type { DueEntry } from '../../../shared/domain/knowledge/review.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { lastDayOf } from './entry-fields.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { leadListsStore } from './lead-lists-store.ts';
import { Group } from './proposals-list.tsx';
import { writingStore } from './writing-store.ts';

/** 到期复核: what has expired or is to be looked at, the most pressing first, with who answers for it. */
export function DueList() {
  const t = useText();
  const { due, loadDue } = useFeatureState(leadListsStore);
  useEffect(() => void loadDue(), [loadDue]);
  if (due === null) return <EmptyState title={t('common.loading')} />;
  if (due.length === 0)
    return <EmptyState title={t('writing.noneDue')} hint={t('writing.dueHint')} />;
  return (
    <Group title={t('writing.dueCount', { count: due.length })}>
      {due.map((one) => (
        <DueRow key={one.entry.entryId} due={one} />
      ))}
    </Group>
  );
}

function DueRow({ due: { entry, cause } }: { readonly due: DueEntry }) {
  const t = useText();
  const { open } = useFeatureState(knowledgeStore);
  const { close, begin } = useFeatureState(writingStore);
  const isLate = cause === 'expired' || cause === 'reviewDue';
  const isEnd = cause === 'expired' || cause === 'expiring';
  const date = isEnd ? lastDayOf(entry.validUntil) : (entry.wording?.reviewOn ?? '');
  return (
    <li>
      <button
        type="button"
        className="kgroup__open"
        onClick={() => {
          close();
          open(entry);
        }}
      >
        {entry.title}
      </button>
      <p className="kgroup__facts num">
        <span className={isLate ? 'tag tag--bad' : 'tag tag--warn'}>
          {t(`writing.causes.${cause}`, { date })}
        </span>
        <span>{t('knowledge.version', { entryNo: entry.entryNo, version: entry.version })}</span>
        {entry.wording && (
          <span>{t('knowledge.reviewer', { reviewer: entry.wording.reviewer })}</span>
        )}
        <button type="button" className="link" onClick={() => begin(entry)}>
          {t('writing.edit')}
        </button>
      </p>
    </li>
  );
}
