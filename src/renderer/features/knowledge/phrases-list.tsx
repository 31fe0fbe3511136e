import { useEffect, useState } from 'react';
import type { Phrase } from '../../../shared/domain/phrases/phrases.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { phrasesStore } from './phrases-store.ts';
import { Group } from './proposals-list.tsx';

/** 常用语: the office's text modules, written by the lead. What is being written stands beside the list. */
export function PhrasesList() {
  const t = useText();
  const { phrases, version, failure, failed, done, draft, left, busy, load, begin } =
    useFeatureState(phrasesStore);
  useEffect(() => void load(), [load]);
  return (
    <>
      {failure && (draft === null || failed === 'load') && (
        <div className="knowledge__notice">
          <ErrorNotice
            code={failure}
            tone="warn"
            lead={t(failed === 'load' ? 'phrases.failed' : 'phrases.notPut')}
          />
        </div>
      )}
      {done && (
        <p role="status" className="knowledge__done">
          {t(`phrases.${done.kind}`, { title: done.title })}
        </p>
      )}
      {phrases === null ? (
        failure === null && <EmptyState title={t('common.loading')} />
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
              onClick={() => begin(null)}
            >
              {t('phrases.add')}
            </button>
            {left.some(({ over }) => over === null) && (
              <span className="tag tag--warn">{t('phrases.left')}</span>
            )}
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
  const { begin, remove, busy, left } = useFeatureState(phrasesStore);
  const [isSure, setSure] = useState(false);
  const { code, title, scopes, text } = phrase;
  return (
    <li>
      <button type="button" className="kgroup__open" onClick={() => begin(code)}>
        {title}
      </button>
      <p className="phraselist__text">{text}</p>
      <p className="kgroup__facts num">
        <span>{code}</span>
        {left.some(({ over }) => over === code) && (
          <span className="tag tag--warn">{t('phrases.left')}</span>
        )}
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
