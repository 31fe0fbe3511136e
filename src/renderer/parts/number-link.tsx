import { Popover } from 'antd';
import { PhoneOutgoing } from 'lucide-react';
import { type Ref, useRef, useState } from 'react';
import { maskNumber } from '../../shared/domain/calls/caller-number.ts';
import './number-link.css';
import { type Dial, useCallBack } from './use-dial.ts';
import { useEscape } from './use-keys.ts';
import { useText } from './use-text.ts';

export interface NumberLinkProps {
  /** As people write it; dialled whole, whatever is shown. */
  readonly number: string;
  /** Shown with its middle covered: everywhere but in its own call. */
  readonly masked: boolean;
  readonly ticketNo: string | null;
  /** -1 keeps its button out of the way of Tab, in rows of which only one is walked through. */
  readonly tabIndex?: 0 | -1;
  /** A number of the house's own book: it is called, nobody is called back. */
  readonly isOurs?: boolean;
}

/**
 * A number with a way to call it. The number itself is no button: beside it stands one, in tables only where somebody points or has
 * the focus, and it asks before anybody is rung. Dialling does not uncover what is masked.
 */
export function NumberLink({
  number,
  masked,
  ticketNo,
  tabIndex = 0,
  isOurs = false,
}: NumberLinkProps) {
  const call = useCallBack(number, ticketNo);
  const shown = masked ? maskNumber(number) : number;
  // What a caller sends in place of a number has a direction of its own, and any length.
  const text = (
    <bdi className={masked ? 'numbertext' : undefined} title={masked ? shown : undefined}>
      {shown}
    </bdi>
  );
  if (call.disabled === 'noNumber') return text;
  return (
    <span className="numberlink">
      {text}
      <DialButton call={call} shown={shown} tabIndex={tabIndex} isOurs={isOurs} />
    </span>
  );
}

interface DialButtonProps {
  readonly call: Dial;
  readonly shown: string;
  readonly tabIndex: 0 | -1;
  readonly isOurs: boolean;
}

/** Asks once; the question goes with Escape, a press elsewhere, and when dialling is barred meanwhile. */
function DialButton({ call: { disabled, dial }, shown, tabIndex, isOurs }: DialButtonProps) {
  const t = useText();
  const button = useRef<HTMLButtonElement>(null);
  const yes = useRef<HTMLButtonElement>(null);
  const [isWanted, setWanted] = useState(false);
  // Barred meanwhile: the question is over, and does not come back by itself.
  if (isWanted && disabled !== null) setWanted(false);
  const isAsked = isWanted && disabled === null;
  const close = () => {
    setWanted(false);
    button.current?.focus();
  };
  useEscape(isAsked ? close : null);
  const label = t(isOurs ? 'links.call' : 'links.callBack', { number: shown });
  const reason = disabled && t(`dial.${disabled}`);
  return (
    <Popover
      open={isAsked}
      onOpenChange={setWanted}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      // Before that it is not there to be focused.
      afterOpenChange={(isShown) => isShown && yes.current?.focus()}
      content={
        <DialQuestion
          yes={yes}
          question={t('links.callNow', { number: shown })}
          onDial={() => {
            close();
            dial();
          }}
          onCancel={close}
        />
      }
    >
      <button
        ref={button}
        type="button"
        className="numberlink__dial"
        tabIndex={tabIndex}
        aria-label={label}
        aria-expanded={isAsked}
        aria-disabled={disabled !== null}
        aria-description={reason ?? undefined}
        title={reason ?? label}
        onClick={(event) => event.stopPropagation()}
      >
        <PhoneOutgoing size={13} aria-hidden />
      </button>
    </Popover>
  );
}

interface DialQuestionProps {
  readonly yes: Ref<HTMLButtonElement>;
  readonly question: string;
  onDial(): void;
  onCancel(): void;
}

function DialQuestion({ yes, question, onDial, onCancel }: DialQuestionProps) {
  const t = useText();
  return (
    // The question hangs on a row that opens on a press: what is pressed here is not for the row.
    <div
      className="numberlink__question"
      role="group"
      aria-label={question}
      onClick={(event) => event.stopPropagation()}
      // Escape is heard on the page, and means no.
      onKeyDown={(event) => {
        if (event.key !== 'Escape') event.stopPropagation();
      }}
    >
      <p className="num">{question}</p>
      <button
        type="button"
        className="button button--main button--small"
        ref={yes}
        onClick={onDial}
      >
        {t('links.dial')}
      </button>
      <button type="button" className="button button--small" onClick={onCancel}>
        {t('links.notNow')}
      </button>
    </div>
  );
}
