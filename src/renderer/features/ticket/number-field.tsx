import { PhoneOutgoing } from 'lucide-react';
import { maskNumber } from '../../../shared/domain/caller-number.ts';
import { useDeskState, useDeskStore, useStores } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';
import { currentCall, dialableDigits } from '../../stores/call-selectors.ts';
import { Field } from './field.tsx';
import type { FormPartProps } from './text-field.tsx';

/** 联系电话: whole and editable in its own call and in a new intake, masked elsewhere; calls back with one press. */
export function NumberField({ sheet, readOnly, edit }: FormPartProps) {
  const t = useText();
  const { createId } = useStores();
  const command = useDeskStore((state) => state.command);
  const calls = useDeskState((desk) => desk.phone.calls);
  const inItsCall = calls.some((call) => call.callId === sheet.callId && call.state !== 'ended');
  const whole = inItsCall || (sheet.ticket === null && !readOnly);
  const text = sheet.intake.requesterNumber;
  const digits = dialableDigits(text);
  const mayDial = digits !== null && currentCall(calls) === null && sheet.ticket !== null;
  return (
    <Field name="requesterNumber" label={t('ticket.fields.requesterNumber')} errors={sheet.errors}>
      {(control) => (
        <div className="numberfield">
          <input
            {...control}
            className="input num"
            maxLength={64}
            readOnly={readOnly || !whole}
            placeholder={readOnly ? '' : t('ticket.hints.requesterNumber')}
            value={whole ? text : maskNumber(text)}
            onChange={(event) => edit({ requesterNumber: event.target.value })}
          />
          {mayDial && (
            <button
              type="button"
              className="button"
              onClick={() =>
                void command({
                  kind: 'dial',
                  callId: createId(),
                  number: digits,
                  ticketNo: sheet.ticketNo,
                })
              }
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
