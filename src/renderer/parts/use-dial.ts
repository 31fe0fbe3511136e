import { sendableTicketNo } from '../../shared/domain/tickets/ticket-no.ts';
import { callBackDigits, dialableDigits } from '../../shared/numbers/number-to-dial.ts';
import { type DialDisabledReason, whyDialDisabled } from './dial-rules.ts';
import { useDeskState, useDeskStore, useStores } from './desk-context.ts';

export interface Dial {
  /** Why this number cannot be called just now. */
  readonly disabled: DialDisabledReason | null;
  /** Calls it, for the ticket when one is named; nothing while barred. */
  dial(): void;
}

/** One-press dialling of what was typed to be dialled. */
export function useDial(number: string, ticketNo: string | null): Dial {
  const { createId } = useStores();
  const command = useDeskStore((state) => state.command);
  const disabled = useDeskState((desk) => whyDialDisabled(desk, number));
  const digits = dialableDigits(number);
  return {
    disabled,
    dial: () => {
      if (disabled !== null || digits === null) return;
      const named = sendableTicketNo(ticketNo);
      void command({ kind: 'dial', callId: createId(), number: digits, ticketNo: named });
    },
  };
}

/** One-press calling of a number that came from elsewhere: the telephone line, a ticket, a list. Never a feature code. */
export function useCallBack(number: string, ticketNo: string | null): Dial {
  return useDial(callBackDigits(number) ?? '', ticketNo);
}
