import { Eye, Pencil, PhoneOutgoing } from 'lucide-react';
import { useRef } from 'react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useCallBack } from '../../parts/use-dial.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import { Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';
import { useNumber } from './use-number.ts';

/**
 * 联系电话: whole in its own call and while it is new, covered elsewhere until somebody asks to see it. It can be corrected
 * whenever the form can, also unseen; calls back with one press.
 */
export function NumberField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const { isInItsCall, isCovered, typed, failure, show, correct } = useNumber(sheet);
  const isCorrected = typed !== null;
  const text = sheet.intake.requesterNumber;
  const before = sheet.baseline.requesterNumber;
  const begin = () => {
    correct('');
    input.current?.focus();
  };
  const type = (now: string) => {
    if (isCorrected) correct(now);
    // Nothing typed over a number that is not seen leaves it as it is.
    edit({ requesterNumber: isCorrected && now === '' ? before : now });
  };
  const hint = isCorrected
    ? t('ticket.hints.correctNumber', { number: maskNumber(before) })
    : t('ticket.hints.requesterNumber');
  return (
    <Field
      name="requesterNumber"
      label={t('ticket.fields.requesterNumber')}
      sheet={sheet}
      aside={
        isCovered &&
        !isCorrected && <CoveredActs onShow={show} onCorrect={readOnly ? null : begin} />
      }
    >
      {(control) => (
        <>
          <div className="numberfield">
            <input
              {...control}
              ref={input}
              className="input num"
              autoComplete="off"
              maxLength={64}
              readOnly={readOnly || (isCovered && !isCorrected)}
              placeholder={readOnly ? '' : hint}
              value={typed ?? (isCovered ? maskNumber(text) : text)}
              onChange={(event) => type(event.target.value)}
              onBlur={() => isCorrected && correct(null)}
            />
            {sheet.ticket !== null && !isInItsCall && <CallBackButton sheet={sheet} />}
          </div>
          {failure && (
            <p className="field__error" role="status">
              {t('ticket.numberNotShown')}：{errorCatalogue[failure].title}
            </p>
          )}
        </>
      )}
    </Field>
  );
}

interface CoveredActsProps {
  onShow(): void;
  /** `null` = the form is closed. */
  readonly onCorrect: (() => void) | null;
}

function CoveredActs({ onShow, onCorrect }: CoveredActsProps) {
  const t = useText();
  return (
    <span className="numberfield__acts">
      <button type="button" className="link" onClick={onShow}>
        <Eye size={13} aria-hidden /> {t('ticket.showNumber')}
      </button>
      {onCorrect && (
        <button type="button" className="link" onClick={onCorrect}>
          <Pencil size={13} aria-hidden /> {t('ticket.correctNumber')}
        </button>
      )}
    </span>
  );
}

function CallBackButton({ sheet: { intake, ticketNo } }: { readonly sheet: Sheet }) {
  const t = useText();
  const { disabled, dial } = useCallBack(intake.requesterNumber, ticketNo);
  if (disabled === 'noNumber') return null;
  const reason = disabled ? t(`dial.${disabled}`) : undefined;
  return (
    <button
      type="button"
      className="button"
      aria-disabled={disabled !== null}
      aria-description={reason}
      title={reason}
      onClick={dial}
    >
      <PhoneOutgoing size={14} aria-hidden />
      {t('ticket.callBack')}
    </button>
  );
}
