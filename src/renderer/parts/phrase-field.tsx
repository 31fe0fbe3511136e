import { type ReactNode, useState } from 'react';
import { type PhraseFacts, openPlaces } from '../../shared/domain/phrases/phrase-text.ts';
import type { ListedPhrase, PhraseScope } from '../../shared/domain/phrases/phrases.ts';
import { type TextControl, insertText } from './insert-text.ts';
import { ariaKey, keyHint } from './keys.ts';
import { PhrasePicker } from './phrase-picker.tsx';
import './phrases.css';
import { useKeys } from './use-keys.ts';
import { useText } from './use-text.ts';

/** What the field of a `PhraseField` is given besides its own. */
export interface PhraseAttachment {
  ref(element: TextControl | null): void;
  onFocus(): void;
  onBlur(): void;
}

export interface PhraseFieldProps {
  readonly scope: PhraseScope;
  readonly value: string;
  /** Nothing can be put in. */
  readonly isBarred: boolean;
  load(): Promise<readonly ListedPhrase[]>;
  facts(): PhraseFacts;
  children(attach: PhraseAttachment): ReactNode;
}

/** A field for a text of some length, with 常用语 at its caret by one key, and what is still to be filled said below. */
export function PhraseField(props: PhraseFieldProps) {
  const { scope, value, isBarred, load, facts, children } = props;
  const t = useText();
  const [field, setField] = useState<TextControl | null>(null);
  const [hasFocus, setFocus] = useState(false);
  /** Where the caret stood; `null` = the list is closed. */
  const [caret, setCaret] = useState<number | null>(null);
  const [isUp, setUp] = useState(false);
  const open = () => {
    // Below it the foot of the panel would cut the list off.
    setUp(field !== null && field.getBoundingClientRect().top > window.innerHeight / 2);
    setCaret(field?.selectionEnd ?? value.length);
  };
  useKeys(hasFocus && !isBarred && caret === null ? { phrases: open } : {});
  const places = openPlaces(value);
  return (
    <div className="phrasefield">
      {children({
        ref: setField,
        onFocus: () => setFocus(true),
        onBlur: () => setFocus(false),
      })}
      {!isBarred && (
        <button
          type="button"
          className="phrasefield__key"
          aria-haspopup="listbox"
          aria-keyshortcuts={ariaKey('phrases')}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={open}
        >
          {t('phrases.title')}
          <kbd className="kbd" aria-hidden>
            {keyHint('phrases')}
          </kbd>
        </button>
      )}
      {caret !== null && (
        <PhrasePicker
          scope={scope}
          isUp={isUp}
          load={load}
          facts={facts}
          onChosen={(text) => {
            const isIn = field !== null && insertText(field, { at: caret, text });
            if (isIn) setCaret(null);
            return isIn;
          }}
          onLeave={() => setCaret(null)}
          onClose={() => {
            setCaret(null);
            field?.focus();
            field?.setSelectionRange(caret, caret);
          }}
        />
      )}
      <p role="status" className="phrasefield__open">
        {places.length > 0 && t('phrases.open', { places: places.join('〕〔') })}
      </p>
    </div>
  );
}
