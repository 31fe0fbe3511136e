import { PhoneOutgoing } from 'lucide-react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useCallBack } from '../../parts/use-dial.ts';
import { useText } from '../../parts/use-text.ts';
import { Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';

/** 联系电话: whole and editable in its own call and in a new intake, masked elsewhere; calls back with one press. */
export function NumberField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  const calls = useDeskState((desk) => desk.phone.calls);
  const inItsCall = calls.some((call) => call.callId === sheet.callId && call.state !== 'ended');
  const whole = inItsCall || (sheet.ticket === null && !readOnly);
  const text = sheet.intake.requesterNumber;
  const { disabled, dial } = useCallBack(text, sheet.ticketNo);
  const reason = disabled ? t(`dial.${disabled}`) : undefined;
  return (
    <Field name="requesterNumber" label={t('ticket.fields.requesterNumber')} sheet={sheet}>
      {(control) => (
        <div className="numberfield">
          <input
            {...control}
            className="input num"
            autoComplete="off"
            maxLength={64}
            readOnly={readOnly || !whole}
            placeholder={readOnly ? '' : t('ticket.hints.requesterNumber')}
            value={whole ? text : maskNumber(text)}
            onChange={(event) => edit({ requesterNumber: event.target.value })}
          />
          {disabled !== 'noNumber' && sheet.ticket !== null && !inItsCall && (
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
          )}
        </div>
      )}
    </Field>
  );
}
