import { ArrowLeft } from 'lucide-react';
import { fillIn } from '../../../shared/domain/knowledge/fill-in.ts';
import {
  type KnowledgeEntry,
  type Wording,
  recordedOf,
  whomOf,
} from '../../../shared/domain/knowledge/knowledge.ts';
import { useTimedSlowly, useToday, useWorkbench } from '../../parts/desk-context.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { openSheet } from '../../workbench/workbench-state.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { fullTime, shortDay } from '../../ui/format.ts';
import { EntryTags } from './entry-tags.tsx';
import { writingStore } from './writing-store.ts';
import { SayOfEntry } from './say-of-entry.tsx';
import { MustReadBand, MustReadButton } from './must-read-band.tsx';
import { InsertButton } from './insert-button.tsx';

export interface EntryViewProps {
  readonly entry: KnowledgeEntry;
  /** Beside its list there is no way back to offer. */
  readonly withBack: boolean;
}

/** One entry in full: what to read out first, then what is written down, whom to turn to, and where it comes from. */
export function EntryView({ entry, withBack }: EntryViewProps) {
  const t = useText();
  const today = useToday();
  const close = useFeature(knowledgeStore, (state) => state.closeEntry);
  const expired = useTimedSlowly((now) => entry.validUntil !== null && entry.validUntil < now);
  const { wording } = entry;
  return (
    <article className="entry" aria-labelledby="entry-title">
      {withBack && (
        <button type="button" className="link entry__back" onClick={close}>
          <ArrowLeft size={14} aria-hidden />
          {t('knowledge.back')}
        </button>
      )}
      <h3 id="entry-title" className="entry__title">
        {entry.title}
      </h3>
      <p className="entry__facts">
        <EntryTags wording={wording} />
        <span>{categoryText(entry.categoryCode)}</span>
      </p>
      <MustReadBand entry={entry} />
      {wording && <Spoken text={wording.spoken} />}
      <div className="entry__head">
        <h4>{t(wording ? 'knowledge.recorded' : 'knowledge.answer')}</h4>
        <InsertButton entry={entry} place={null} />
      </div>
      <p className={wording ? 'entry__recorded' : 'entry__answer'}>{recordedOf(entry)}</p>
      {whomOf(entry) !== '' && (
        <p className="entry__whom">
          <b>{t('knowledge.whom')}</b> {whomOf(entry)}
        </p>
      )}
      {wording && wording.toConfirm.length > 0 && <ToConfirm statements={wording.toConfirm} />}
      <p className="entry__facts num">
        {wording && <Origin wording={wording} today={today} />}
        <span>{t('knowledge.version', { entryNo: entry.entryNo, version: entry.version })}</span>
        <span className={expired ? 'tag tag--bad' : 'tag tag--good'}>
          {t(expired ? 'knowledge.expired' : 'knowledge.valid')}
        </span>
        <span>{t('knowledge.updated', { time: shortDay(entry.updatedAt, today) })}</span>
      </p>
      <h4>{t('knowledge.body')}</h4>
      <p className="entry__body">{entry.body}</p>
      {entry.synonyms.length > 0 && (
        <p className="entry__facts">
          {t('knowledge.synonyms')}
          {entry.synonyms.map((word) => (
            <span key={word} className="tag">
              {word}
            </span>
          ))}
        </p>
      )}
      {!withBack && <EntryActs entry={entry} />}
      <SayOfEntry key={entry.entryId} entry={entry} />
    </article>
  );
}

/** On the page of the knowledge base: what may be done with the text itself. */
function EntryActs({ entry }: Pick<EntryViewProps, 'entry'>) {
  const t = useText();
  const { begin, beginEnding, showHistory } = useFeatureState(writingStore);
  return (
    <div className="entry__acts">
      <button type="button" className="button button--small" onClick={() => begin(entry)}>
        {t('writing.edit')}
      </button>
      <button
        type="button"
        className="button button--small"
        onClick={() => void showHistory(entry)}
      >
        {t('writing.history')}
      </button>
      <button type="button" className="button button--small" onClick={() => beginEnding(entry)}>
        {t('writing.retire')}
      </button>
      <MustReadButton entry={entry} />
    </div>
  );
}

/** Large, because it is read aloud; a time stands in it only when the open ticket has one. */
function Spoken({ text }: { readonly text: string }) {
  const t = useText();
  const dueAt = useWorkbench((state) => openSheet(state)?.ticket?.deadline?.dueAt ?? null);
  return (
    <>
      <h4>{t('knowledge.spoken')}</h4>
      <p className="entry__answer entry__spoken">{fillIn(text, dueAt)}</p>
    </>
  );
}

function ToConfirm({ statements }: { readonly statements: readonly string[] }) {
  const t = useText();
  return (
    <div className="entry__confirm">
      <b>{t('knowledge.toConfirm')}</b>
      <ul>
        {statements.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
    </div>
  );
}

function Origin({ wording, today }: { readonly wording: Wording; readonly today: number }) {
  const t = useText();
  const { source, reviewer, reviewOn, audience } = wording;
  const due = reviewOn < fullTime(today).slice(0, 10);
  return (
    <>
      <span>{t('knowledge.source', { source })}</span>
      <span>{t('knowledge.reviewer', { reviewer })}</span>
      <span className={due ? 'tag tag--bad' : undefined}>
        {t(due ? 'knowledge.reviewDue' : 'knowledge.reviewOn', { date: reviewOn })}
      </span>
      <span>{t(`knowledge.${audience}`)}</span>
    </>
  );
}
