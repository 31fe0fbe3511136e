import { useState } from 'react';
import type { EntryDraft } from '../../../shared/contract/knowledge/life-schemas.ts';
import { faultsOf } from '../../../shared/domain/knowledge/entry-text.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EntryForm, TextRow } from './entry-form.tsx';
import { writingStore } from './writing-store.ts';

/** What somebody writes: a new entry, another text of one, or that it ends. Kept on the desk with each pause. */
export function DraftView({ draft }: { readonly draft: EntryDraft }) {
  const t = useText();
  const { clock } = useStores().deps;
  const { busy, type, send, drop, close } = useFeatureState(writingStore);
  const [tried, setTried] = useState(false);
  const { asks, why } = draft;
  const faults = asks.kind === 'text' ? faultsOf(asks.text, clock.now()) : [];
  const lacksWhy = why.trim() === '';
  const heading =
    asks.kind === 'retire' ? 'writing.retire' : draft.base === 0 ? 'writing.new' : 'writing.edit';
  return (
    <form
      className="writing"
      aria-label={t(heading)}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (faults.length === 0 && !lacksWhy) void send();
      }}
    >
      <h3>{t(heading)}</h3>
      <p className="writing__hint">{t('writing.kept')}</p>
      {asks.kind === 'text' && (
        <EntryForm
          text={asks.text}
          faults={tried ? faults : []}
          onChange={(text) => type({ asks: { kind: 'text', text } })}
        />
      )}
      <TextRow
        label={t('writing.why')}
        rows={2}
        max={500}
        value={why}
        lacks={tried && lacksWhy}
        onChange={(words) => type({ why: words })}
      />
      {asks.kind !== 'retire' && draft.base > 0 && (
        <WordsOnly isOn={asks.kind === 'words'} onTurn={() => type({ asks: { kind: 'words' } })} />
      )}
      <div className="writing__acts">
        <button type="button" className="button" disabled={busy} onClick={() => void drop()}>
          {t('writing.drop')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('writing.later')}
        </button>
        <button type="submit" className="button button--main" disabled={busy}>
          {t('writing.send')}
        </button>
      </div>
    </form>
  );
}

/** Who only knows what is wrong need not write the text. */
function WordsOnly({ isOn, onTurn }: { readonly isOn: boolean; onTurn(): void }) {
  const t = useText();
  if (isOn) return <p className="writing__hint">{t('writing.wordsOnlyOn')}</p>;
  return (
    <button type="button" className="link writing__words" onClick={onTurn}>
      {t('writing.wordsOnly')}
    </button>
  );
}
