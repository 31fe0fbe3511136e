import { type CSSProperties, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { errorCodeOf } from '../../shared/app-error.ts';
import { type PhraseFacts, fillPhrase } from '../../shared/domain/phrases/phrase-text.ts';
import {
  type ListedPhrase,
  type PhraseScope,
  phrasesFor,
} from '../../shared/domain/phrases/phrases.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { keepHeldKey } from '../ui/held-key.ts';
import { isForInputMethod } from '../ui/input-method.ts';
import { useText } from './use-text.ts';

export interface PhrasePickerProps {
  readonly scope: PhraseScope;
  /** Where it stands in the window: no panel that scrolls cuts it off. */
  readonly place: CSSProperties;
  load(): Promise<readonly ListedPhrase[]>;
  facts(): PhraseFacts;
  /** `false` = it does not fit. */
  onChosen(text: string): boolean;
  /** Escape: the field is to have the focus again. */
  onClose(): void;
  /** The focus went somewhere else. */
  onLeave(): void;
}

/** 常用语: a list that typing makes shorter; Enter puts the marked one in, Escape gives the field back. */
export function PhrasePicker(props: PhrasePickerProps) {
  const { scope, place, load, facts, onChosen, onClose, onLeave } = props;
  const t = useText();
  const id = useId();
  const [all, setAll] = useState<readonly ListedPhrase[] | null>(null);
  const [failure, setFailure] = useState<ErrorCode | null>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [isTooLong, setTooLong] = useState(false);
  /** Enter came before the list did: the fast ones do not wait for it. */
  const [isHurried, setHurried] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    load().then(setAll, (error: unknown) => setFailure(errorCodeOf(error)));
    // Once for each opening: what has come since stands in the next one.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  const shown = phrasesFor(all ?? [], { scope, typed });
  const known = facts();
  const marked = Math.min(at, Math.max(0, shown.length - 1));
  const optionId = (index: number) => `${id}-${index}`;
  useEffect(() => {
    frame.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [marked, typed]);
  const choose = (phrase: ListedPhrase | undefined) => {
    if (phrase) setTooLong(!onChosen(fillPhrase(phrase.text, known)));
  };
  useEffect(() => {
    if (all === null || !isHurried) return;
    setHurried(false);
    choose(shown[marked]);
    // Once, when the list has come.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [all, isHurried]);
  const act = (event: KeyboardEvent) => {
    if (isForInputMethod(event.nativeEvent) || event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((marked + step + shown.length) % Math.max(1, shown.length));
    else if (event.key === 'Enter' && all === null) setHurried(true);
    else if (event.key === 'Enter') {
      keepHeldKey(event.key);
      choose(shown[marked]);
    } else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={frame}
      className="phrases"
      style={place}
      role="group"
      aria-label={t('phrases.title')}
      onKeyDown={act}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) onLeave();
      }}
    >
      <input
        className="input"
        role="combobox"
        aria-label={t('phrases.find')}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown.length > 0 ? optionId(marked) : undefined}
        placeholder={t('phrases.hint')}
        autoComplete="off"
        maxLength={40}
        autoFocus
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setAt(0);
          setTooLong(false);
        }}
      />
      {failure && (
        <p role="alert" className="phrases__note">
          {t('phrases.failed')}：{errorCatalogue[failure].title}。{errorCatalogue[failure].action}
        </p>
      )}
      {isTooLong && (
        <p role="alert" className="phrases__note">
          {t('phrases.tooLong')}
        </p>
      )}
      {all !== null && shown.length === 0 && (
        <p role="status" className="phrases__note">
          {t('phrases.none')}
        </p>
      )}
      <ul id={`${id}-list`} role="listbox" aria-label={t('phrases.title')}>
        {shown.map((phrase, index) => (
          <Option
            key={phrase.code}
            id={optionId(index)}
            phrase={phrase}
            text={fillPhrase(phrase.text, known)}
            isMarked={index === marked}
            isOther={!phrase.scopes.includes(scope)}
            onMark={() => setAt(index)}
            onChoose={() => choose(phrase)}
          />
        ))}
      </ul>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly phrase: ListedPhrase;
  readonly text: string;
  readonly isMarked: boolean;
  /** It is kept for another kind of field. */
  readonly isOther: boolean;
  onMark(): void;
  onChoose(): void;
}

/** Chosen by keyboard where the focus is, in the line above; the mouse presses it without taking the focus. */
function Option({ id, phrase, text, isMarked, isOther, onMark, onChoose }: OptionProps) {
  const t = useText();
  return (
    <li
      id={id}
      role="option"
      aria-selected={isMarked}
      className="phrases__one"
      onMouseMove={onMark}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="phrases__head">
        <b>{phrase.title}</b>
        <span className="num">{phrase.code}</span>
        {isOther && (
          <span className="tag">
            {phrase.scopes.map((one) => t(`phrases.scopes.${one}`)).join('、')}
          </span>
        )}
      </span>
      <span className="phrases__text">{text}</span>
    </li>
  );
}
