import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import type { MustReadItem } from '../../../shared/domain/knowledge/must-read.ts';
import { useDeskState, useToday } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';
import { mustReadStore } from './must-read-store.ts';

type Marked = Pick<KnowledgeEntry, 'entryId' | 'version'>;

/** 必读 at an entry: the agent confirms by one press, the lead sees who has and who has not. */
export function MustReadBand({ entry }: { readonly entry: Marked }) {
  const t = useText();
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const { items, failure } = useFeatureState(mustReadStore);
  const item = items.find(({ entryId }) => entryId === entry.entryId);
  return (
    <>
      {item && (
        <div className="mustread">
          {isLead ? <Readers item={item} entry={entry} /> : <Confirm item={item} />}
        </div>
      )}
      {failure?.entryId === entry.entryId && (
        <ErrorNotice code={failure.code} tone="warn" lead={t('mustRead.failed')} />
      )}
    </>
  );
}

function Confirm({ item }: { readonly item: MustReadItem }) {
  const t = useText();
  const today = useToday();
  const { confirm, busy } = useFeatureState(mustReadStore);
  const { entryId, version, readAt } = item;
  if (readAt !== null)
    return (
      <p role="status">
        {t('mustRead.confirmed', {
          version,
          time: shortTime(readAt, today, {
            today: t('time.today'),
            yesterday: t('time.yesterday'),
          }),
        })}
      </p>
    );
  return (
    <p>
      <b>{t('mustRead.mark')}</b> {t('mustRead.asks', { version })}
      <button
        type="button"
        className="button button--main button--small"
        disabled={busy}
        onClick={() => void confirm(entryId, version)}
      >
        {t('mustRead.confirm')}
      </button>
    </p>
  );
}

function Readers({ item, entry }: { readonly item: MustReadItem; readonly entry: Marked }) {
  const t = useText();
  const { readers, version } = item;
  const missing = readers.filter(({ at }) => at === null);
  return (
    <>
      <p>
        <b>{t('mustRead.mark')}</b>{' '}
        {t('mustRead.readers', {
          version,
          count: readers.length - missing.length,
          of: readers.length,
        })}
      </p>
      {entry.version > version && <p>{t('mustRead.older', { version: entry.version })}</p>}
      {missing.length > 0 && (
        <p>
          {t('mustRead.missing', {
            names: missing.map(({ workNo, name }) => `${workNo} ${name}`).join('、'),
          })}
        </p>
      )}
    </>
  );
}

/** For the lead, beside what else may be done with an entry: 设为必读, in the version that is shown, and no more. */
export function MustReadButton({ entry }: { readonly entry: Marked }) {
  const t = useText();
  const isLead = useDeskState((desk) => desk.user?.role === 'lead');
  const { items, busy, mark } = useFeatureState(mustReadStore);
  if (!isLead) return null;
  const item = items.find(({ entryId }) => entryId === entry.entryId);
  const isMarked = item?.version === entry.version;
  return (
    <button
      type="button"
      className="button button--small"
      disabled={busy}
      onClick={() => void mark(entry.entryId, isMarked ? null : entry.version)}
    >
      {t(isMarked ? 'mustRead.unset' : 'mustRead.set')}
    </button>
  );
}
