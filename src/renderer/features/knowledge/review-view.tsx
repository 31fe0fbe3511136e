import { useState } from 'react';
import { faultsOf, textFrom } from '../../../shared/domain/knowledge/entry-text.ts';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { dayOf, emptyText } from './entry-fields.ts';
import { EntryDiff } from './entry-diff.tsx';
import { EntryForm, TextRow } from './entry-form.tsx';
import { ProposalCourse } from './proposal-course.tsx';
import { type WritingPlace, writingStore } from './writing-store.ts';

type Reviewed = Extract<WritingPlace, { kind: 'review' }>;

/** A proposal: why, what would change, what became of it; the lead decides here. */
export function ReviewView({ place }: { readonly place: Reviewed }) {
  const t = useText();
  const { clock } = useStores().deps;
  const { proposal, versions, changed } = place;
  const newest = versions[0] ?? null;
  const before = newest && textFrom(newest, dayOf(clock.now()));
  const proposed = proposal.asks.kind === 'text' ? proposal.asks.text : before;
  const written = changed?.asks.kind === 'text' ? changed.asks.text : null;
  const text = written ?? proposed ?? emptyText(clock.now());
  const isEnding = proposal.asks.kind === 'retire';
  const isOld = proposal.state === 'proposed' && newest !== null && newest.version > proposal.base;
  return (
    <article className="writing" aria-label={t('writing.review')}>
      <h3>{(isEnding ? before?.title : text.title) || t('writing.untitled')}</h3>
      <p className="writing__facts">
        <span className="tag">{t(`writing.asks.${proposal.asks.kind}`)}</span>
        <span className="num">
          {newest
            ? t('knowledge.version', { entryNo: newest.entryNo, version: newest.version })
            : t('writing.new')}
        </span>
      </p>
      {isOld && <p className="tag tag--warn">{t('writing.isOld', { version: proposal.base })}</p>}
      <ProposalCourse course={proposal.course} />
      <h4>{t('writing.difference')}</h4>
      {isEnding ? (
        <p>{t('writing.ends')}</p>
      ) : (
        <>
          <p className="writing__hint">{t('writing.marks')}</p>
          <EntryDiff before={before} after={text} />
        </>
      )}
      <Decide place={place} text={isEnding ? null : text} />
    </article>
  );
}

function Decide({
  place: { proposal, changed },
  text,
}: {
  readonly place: Reviewed;
  readonly text: ReturnType<typeof emptyText> | null;
}) {
  const t = useText();
  const { clock } = useStores().deps;
  const user = useDeskState((desk) => desk.user);
  const { busy, change, accept, sendBack, withdraw, takeUp } = useFeatureState(writingStore);
  const [isEditing, setEditing] = useState(changed !== null || proposal.asks.kind === 'words');
  const [reason, setReason] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const faults = text === null ? [] : faultsOf(text, clock.now());
  const isOwn = proposal.byWorkNo === user?.workNo;
  const mayTakeUp = isOwn && ['proposed', 'sentBack'].includes(proposal.state);
  const mayDecide = user?.role === 'lead' && proposal.state === 'proposed';
  return (
    <>
      {mayDecide && isEditing && text && (
        <EntryForm text={text} faults={tried ? faults : []} onChange={change} />
      )}
      {reason !== null && (
        <TextRow
          label={t('writing.reason')}
          rows={2}
          max={500}
          value={reason}
          lacks={tried && reason.trim() === ''}
          onChange={setReason}
        />
      )}
      <div className="writing__acts">
        {mayTakeUp && (
          <button type="button" className="button" onClick={() => takeUp(proposal)}>
            {t('writing.writeAgain')}
          </button>
        )}
        {isOwn && proposal.state === 'proposed' && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void withdraw(proposal)}
          >
            {t('writing.withdraw')}
          </button>
        )}
        {mayDecide && (
          <>
            {text && !isEditing && (
              <button type="button" className="button" onClick={() => setEditing(true)}>
                {t('writing.change')}
              </button>
            )}
            <button
              type="button"
              className="button"
              disabled={busy}
              onClick={() => {
                setTried(reason !== null);
                if (reason === null) setReason('');
                else if (reason.trim() !== '') void sendBack(reason);
              }}
            >
              {t(reason === null ? 'writing.sendBack' : 'writing.sendBackNow')}
            </button>
            <button
              type="button"
              className="button button--main"
              disabled={busy}
              onClick={() => {
                setTried(true);
                if (faults.length === 0) void accept(text);
                else setEditing(true);
              }}
            >
              {t(text === null ? 'writing.acceptEnd' : 'writing.accept')}
            </button>
          </>
        )}
      </div>
    </>
  );
}
