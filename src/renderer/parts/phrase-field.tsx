import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
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
  const [place, setPlace] = useState<CSSProperties>({});
  const open = () => {
    if (field) setPlace(placeOver(field));
    setCaret(field?.selectionEnd ?? value.length);
  };
  const isOpen = caret !== null;
  useEffect(() => {
    if (!isOpen || field === null) return undefined;
    const over = new AbortController();
    const follow = () => setPlace(placeOver(field));
    window.addEventListener('scroll', follow, { capture: true, signal: over.signal });
    window.addEventListener('resize', follow, { signal: over.signal });
    return () => over.abort();
  }, [isOpen, field]);
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
          place={place}
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

/** Between list, field and the edge of the window, in pixels. */
const gap = 4;

/** Over the field, or above it where the window has more room there; never further than the window. */
function placeOver(field: TextControl): CSSProperties {
  const { top, left, width } = field.getBoundingClientRect();
  const across = { left: left + gap, width: width - 2 * gap };
  return top > window.innerHeight / 2
    ? { ...across, bottom: window.innerHeight - top + gap, maxHeight: top - 2 * gap }
    : { ...across, top: top + gap, maxHeight: window.innerHeight - top - 2 * gap };
}
