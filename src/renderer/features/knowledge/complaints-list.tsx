import { useEffect } from 'react';
import type { Complaints } from '../../../shared/domain/knowledge/complaints.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/format.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { leadListsStore } from './lead-lists-store.ts';
import { Group } from './proposals-list.tsx';
import { writingStore } from './writing-store.ts';

/** What agents say against entries, what is searched for in vain, and what reworked tickets cite: the most frequent first. */
export function ComplaintsList() {
  const t = useText();
  const { complaints, loadComplaints, openWords } = useFeatureState(leadListsStore);
  useEffect(() => void loadComplaints(), [loadComplaints]);
  if (complaints === null) return <EmptyState title={t('common.loading')} />;
  const { feedback, misses, reworked } = complaints;
  return (
    <>
      <Group title={t('complaints.feedback', { count: feedback.length })}>
        {feedback.map((one) => (
          <FeedbackRow key={one.entryId} one={one} />
        ))}
      </Group>
      <div className="kgroup__tools">
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => void openWords()}
        >
          {t('words.open')}
        </button>
      </div>
      <Group title={t('complaints.misses', { count: misses.length })}>
        {misses.map((miss) => (
          <MissRow key={miss.text} miss={miss} />
        ))}
      </Group>
      <Group title={t('complaints.reworked', { count: reworked.length })}>
        {reworked.map((one) => (
          <ReworkedRow key={`${one.entryId} ${one.version}`} one={one} />
        ))}
      </Group>
    </>
  );
}

/** Opens the entry as this desk has it beside the list. */
function useOpen() {
  const { openById } = useFeatureState(knowledgeStore);
  const { close } = useFeatureState(writingStore);
  return (entryId: string) => {
    close();
    void openById(entryId);
  };
}

function FeedbackRow({ one }: { readonly one: Complaints['feedback'][number] }) {
  const t = useText();
  const open = useOpen();
  const { settle, busy } = useFeatureState(leadListsStore);
  return (
    <li>
      <button type="button" className="kgroup__open" onClick={() => open(one.entryId)}>
        {one.title}
      </button>
      <ul className="kgroup__said">
        {one.said.map(({ kind, words, byWorkNo, at }) => (
          <li key={`${at}:${byWorkNo}:${words}`}>
            <span className="tag tag--warn">{t(`complaints.kinds.${kind}`)}</span> {words}
            <span className="num kgroup__who">
              {t('complaints.who', { workNo: byWorkNo, time: fullTime(at).slice(5, 16) })}
            </span>
          </li>
        ))}
      </ul>
      <p className="kgroup__facts num">
        <span>{t('complaints.times', { count: one.count })}</span>
        <span>{t('knowledge.version', { entryNo: one.entryNo, version: one.version })}</span>
        <button
          type="button"
          className="link"
          disabled={busy}
          onClick={() => void settle({ kind: 'feedback', entryId: one.entryId })}
        >
          {t('complaints.settle')}
          <span className="sr-only">{one.title}</span>
        </button>
      </p>
    </li>
  );
}

function MissRow({
  miss: { text, count, lastAt },
}: {
  readonly miss: Complaints['misses'][number];
}) {
  const t = useText();
  const { settle, busy } = useFeatureState(leadListsStore);
  const { begin } = useFeatureState(writingStore);
  return (
    <li>
      <span className="kgroup__open">{text}</span>
      <p className="kgroup__facts num">
        <span>{t('complaints.times', { count })}</span>
        <span>{t('complaints.last', { time: fullTime(lastAt).slice(0, 10) })}</span>
        <button type="button" className="link" onClick={() => begin(null, text)}>
          {t('complaints.write')}
          <span className="sr-only">{text}</span>
        </button>
        <button
          type="button"
          className="link"
          disabled={busy}
          onClick={() => void settle({ kind: 'miss', text })}
        >
          {t('complaints.settle')}
          <span className="sr-only">{text}</span>
        </button>
      </p>
    </li>
  );
}

function ReworkedRow({ one }: { readonly one: Complaints['reworked'][number] }) {
  const t = useText();
  const open = useOpen();
  return (
    <li>
      <button type="button" className="kgroup__open" onClick={() => open(one.entryId)}>
        {one.title}
      </button>
      <p className="kgroup__facts num">
        <span className="tag tag--bad">{t('complaints.reworkedTimes', { count: one.count })}</span>
        <span>{t('knowledge.version', { entryNo: one.entryNo, version: one.version })}</span>
        <span>{one.ticketNos.join('、')}</span>
      </p>
    </li>
  );
}
