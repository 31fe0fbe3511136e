import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { currentCall } from '../../../shared/domain/seat/current-call.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { TextRow } from './entry-form.tsx';
import { sayingStore } from './saying-store.ts';

const kinds = ['wrong', 'missing'] as const;

/** 内容有误 / 缺少内容, from within a call: one press and a few words, kept at once. */
export function SayOfEntry({ entry }: { readonly entry: KnowledgeEntry }) {
  const t = useText();
  const callId = useDeskState((desk) => currentCall(desk.phone.calls)?.callId ?? null);
  const { saying, said, failed, begin, type, stop, send } = useFeatureState(sayingStore);
  const mine = saying?.entry.entryId === entry.entryId ? saying : null;
  return (
    <div className="sayof">
      <div role="group" aria-label={t('complaints.say')} className="sayof__kinds">
        {kinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="button button--small"
            aria-pressed={mine?.kind === kind}
            onClick={() => begin(entry, kind)}
          >
            {t(`complaints.kinds.${kind}`)}
          </button>
        ))}
        {said === entry.entryId && !mine && <span role="status">{t('complaints.said')}</span>}
      </div>
      {mine && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (mine.words.trim() !== '') void send(callId);
          }}
        >
          <TextRow
            label={t(`complaints.asks.${mine.kind}`)}
            rows={2}
            max={500}
            value={mine.words}
            onChange={type}
          />
          {failed && (
            <p role="alert" className="entryform__lacks">
              {t('complaints.failed')}
            </p>
          )}
          <div className="writing__acts">
            <button type="button" className="button button--small" onClick={stop}>
              {t('complaints.cancel')}
            </button>
            <button
              type="submit"
              className="button button--small button--main"
              disabled={mine.words.trim() === ''}
            >
              {t('complaints.send')}
            </button>
          </div>
        </form>
      )}
    </div>
  );
}
