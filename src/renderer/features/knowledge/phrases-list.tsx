import { useEffect, useState } from 'react';
import type { Phrase } from '../../../shared/domain/phrases/phrases.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { phrasesStore } from './phrases-store.ts';
import { Group } from './proposals-list.tsx';

const empty: Phrase = { code: '', title: '', scopes: ['answer'], text: '' };

/** 常用语: the office's text modules, written by the lead. What is being written stands beside the list. */
export function PhrasesList() {
  const t = useText();
  const { phrases, version, failure, done, draft, busy, load, write } =
    useFeatureState(phrasesStore);
  useEffect(() => void load(), [load]);
  return (
    <>
      {failure && draft === null && (
        <div className="knowledge__notice">
          <ErrorNotice code={failure} tone="warn" lead={t('phrases.notPut')} />
        </div>
      )}
      {done && (
        <p role="status" className="knowledge__done">
          {t(`phrases.${done.kind}`, { title: done.title })}
        </p>
      )}
      {phrases === null ? (
        <EmptyState title={t('common.loading')} />
      ) : (
        <>
          {version === 0 && (
            <p className="writing__hint phraselist__hint">{t('phrases.supplied')}</p>
          )}
          <div className="phraselist__acts">
            <button
              type="button"
              className="button button--small"
              disabled={busy}
              onClick={() => write({ over: null, phrase: empty })}
            >
              {t('phrases.add')}
            </button>
          </div>
          <Group title={t('phrases.listTitle', { count: phrases.length })}>
            {phrases.map((phrase) => (
              <Row key={phrase.code} phrase={phrase} />
            ))}
          </Group>
        </>
      )}
    </>
  );
}

function Row({ phrase }: { readonly phrase: Phrase }) {
  const t = useText();
  const { write, remove, busy } = useFeatureState(phrasesStore);
  const [isSure, setSure] = useState(false);
  const { code, title, scopes, text } = phrase;
  return (
    <li>
      <button type="button" className="kgroup__open" onClick={() => write({ over: code, phrase })}>
        {title}
      </button>
      <p className="phraselist__text">{text}</p>
      <p className="kgroup__facts num">
        <span>{code}</span>
        {scopes.map((scope) => (
          <span key={scope} className="tag">
            {t(`phrases.scopes.${scope}`)}
          </span>
        ))}
        <button
          type="button"
          className="link"
          disabled={busy}
          onBlur={() => setSure(false)}
          onClick={() => (isSure ? void remove(code) : setSure(true))}
        >
          {t(isSure ? 'phrases.removeSure' : 'phrases.remove')}
          <span className="sr-only">{title}</span>
        </button>
      </p>
    </li>
  );
}
