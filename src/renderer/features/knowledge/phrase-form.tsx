import { useState } from 'react';
import { phraseFacts, unknownPlaces } from '../../../shared/domain/phrases/phrase-text.ts';
import {
  type PhraseScope,
  faultsOfPhrase,
  phraseLimits,
  phraseScopes,
} from '../../../shared/domain/phrases/phrases.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { TextRow } from './entry-form.tsx';
import { type PhraseDraft, othersOf, phrasesStore, theirsOf } from './phrases-store.ts';

/** One text module as it is written; what is wrong with it is said once it was tried. */
export function PhraseForm({ draft }: { readonly draft: PhraseDraft }) {
  const t = useText();
  const { phrases, busy, failure, failed, type, drop, put } = useFeatureState(phrasesStore);
  const [isTried, setTried] = useState(false);
  const { over, phrase } = draft;
  const theirs = theirsOf(phrases ?? [], draft);
  const faults = faultsOfPhrase(phrase, othersOf(phrases ?? [], over));
  const unknown = unknownPlaces(phrase.text);
  return (
    <form
      className="writing entryform"
      aria-label={t(over === null ? 'phrases.add' : 'phrases.change')}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!busy) void put();
      }}
    >
      <h3 className="entry__title">{t(over === null ? 'phrases.add' : 'phrases.change')}</h3>
      <TextRow
        label={t('phrases.name')}
        max={phraseLimits.title}
        value={phrase.title}
        lacks={isTried && faults.includes('title')}
        onChange={(title) => type({ title })}
      />
      <TextRow
        label={t('phrases.code')}
        max={phraseLimits.code}
        value={phrase.code}
        lacks={isTried && (faults.includes('code') || faults.includes('codeTwice'))}
        onChange={(code) => type({ code: code.trim() })}
      />
      <Scopes chosen={phrase.scopes} onChange={(scopes) => type({ scopes })} />
      <TextRow
        label={t('phrases.text')}
        rows={6}
        max={phraseLimits.text}
        value={phrase.text}
        lacks={isTried && faults.includes('text')}
        onChange={(text) => type({ text })}
      />
      <p className="writing__hint">
        {t('phrases.textHint', { places: phraseFacts.map((fact) => `{${fact}}`).join(' ') })}
      </p>
      {unknown.length > 0 && (
        <p role="status" className="writing__hint">
          {t('phrases.unknown', { places: unknown.join('〕〔') })}
        </p>
      )}
      {isTried && faults.length > 0 && (
        <p role="alert" className="entryform__lacks">
          {faults.map((fault) => t(`phrases.faults.${fault}`)).join('；')}
        </p>
      )}
      {theirs !== null && (
        <p role="alert" className="writing__hint">
          {theirs === 'gone'
            ? t('phrases.gone')
            : t('phrases.theirs', { title: theirs.title, text: theirs.text })}
        </p>
      )}
      {failure && failed === 'put' && <ErrorNotice code={failure} lead={t('phrases.notPut')} />}
      <div className="dialog__acts">
        <button type="button" className="button" onClick={drop}>
          {t('phrases.cancel')}
        </button>
        <button type="submit" className="button button--main" disabled={busy}>
          {t('phrases.put')}
        </button>
      </div>
    </form>
  );
}

interface ScopesProps {
  readonly chosen: readonly PhraseScope[];
  onChange(scopes: readonly PhraseScope[]): void;
}

function Scopes({ chosen, onChange }: ScopesProps) {
  const t = useText();
  return (
    <fieldset className="phraselist__scopes">
      <legend>{t('phrases.scope')}</legend>
      {phraseScopes.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={({ target }) =>
              onChange(
                phraseScopes.filter((one) =>
                  one === scope ? target.checked : chosen.includes(one),
                ),
              )
            }
          />{' '}
          {t(`phrases.scopes.${scope}`)}
        </label>
      ))}
    </fieldset>
  );
}
