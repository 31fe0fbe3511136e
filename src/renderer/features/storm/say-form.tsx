import { useId } from 'react';
import type { Incident } from '../../../shared/domain/incidents/incident.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { stormStore, textKey } from './storm-store.ts';

/** The lead's text for the callers of an incident: what is read out, or the words of the reply. Stays until the hub has it. */
export function SayForm({
  incident,
  what,
}: {
  readonly incident: Incident;
  readonly what: 'says' | 'reply';
}) {
  const t = useText();
  const { texts, busy, failure, type, say } = useFeatureState(stormStore);
  const id = useId();
  const key = textKey(incident.incidentId, what);
  const now = what === 'says' ? incident.says.at(-1) : incident.reply;
  const text = texts[key] ?? now?.text ?? '';
  const isNew = text.trim() !== '' && text !== now?.text;
  const send = () => void say(incident.incidentId, what, now?.version ?? 0);
  return (
    <form
      className="sayform"
      onSubmit={(event) => {
        event.preventDefault();
        if (isNew && !busy) send();
      }}
      onKeyDown={({ key: pressed, ctrlKey, nativeEvent }) => {
        if (pressed === 'Enter' && ctrlKey && !nativeEvent.isComposing && isNew && !busy) send();
      }}
    >
      <label htmlFor={id}>{t(`storm.texts.${what}`)}</label>
      <textarea
        id={id}
        className="input"
        rows={2}
        maxLength={600}
        autoComplete="off"
        placeholder={t(`storm.textHints.${what}`)}
        value={text}
        onChange={(event) => type(key, event.target.value)}
      />
      {failure?.of === key && <ErrorNotice code={failure.code} lead={t('storm.failed')} />}
      <button type="submit" className="button" disabled={!isNew || busy}>
        {t(`storm.send.${what}`)}
        <kbd className="kbd" aria-hidden>
          Ctrl+Enter
        </kbd>
      </button>
    </form>
  );
}
