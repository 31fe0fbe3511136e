import { textFrom } from '../../../shared/domain/knowledge/entry-text.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { useText } from '../../parts/use-text.ts';
import { dayOf, lastDayOf } from './entry-fields.ts';
import { EntryDiff } from './entry-diff.tsx';

export interface HistoryViewProps {
  readonly title: string;
  /** The newest first. */
  readonly versions: readonly KnowledgeEntry[];
}

/** Every version of an entry: from when to when, who wrote it, who answers for it, what it changed. */
export function HistoryView({ title, versions }: HistoryViewProps) {
  const t = useText();
  return (
    <article className="writing" aria-label={t('writing.history')}>
      <h3>{title}</h3>
      <p className="writing__hint">{t('writing.historyHint')}</p>
      <ol className="history">
        {versions.map((entry, at) => (
          <Version key={entry.version} entry={entry} before={versions[at + 1] ?? null} />
        ))}
      </ol>
    </article>
  );
}

function Version({
  entry,
  before,
}: {
  readonly entry: KnowledgeEntry;
  readonly before: KnowledgeEntry | null;
}) {
  const t = useText();
  const { written, version, validFrom, validUntil, wording } = entry;
  const day = wording?.reviewOn ?? dayOf(validFrom);
  const until = lastDayOf(validUntil);
  return (
    <li>
      <p className="writing__facts">
        <b>{t('writing.versionNo', { version })}</b>
        <span className="num">
          {until === ''
            ? t('writing.from', { from: dayOf(validFrom) })
            : t('writing.fromTo', { from: dayOf(validFrom), to: until })}
        </span>
        <span>
          {written
            ? t('writing.by', { proposed: written.proposedBy, accepted: written.acceptedBy })
            : t('writing.byProgram')}
        </span>
        {written?.isRetired && <span className="tag tag--bad">{t('writing.retired')}</span>}
      </p>
      {written && <p>{t('writing.whyWas', { why: written.why })}</p>}
      {!written?.isRetired && (
        <details>
          <summary>{t(before ? 'writing.showDifference' : 'writing.showText')}</summary>
          <EntryDiff before={before && textFrom(before, day)} after={textFrom(entry, day)} />
        </details>
      )}
    </li>
  );
}
