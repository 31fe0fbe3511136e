import type { CallView } from '../../../shared/domain/calls/call.ts';
import { sendableTicketNo } from '../../../shared/domain/tickets/ticket-no.ts';
import { useDeskStore, useStores } from '../../parts/desk-context.ts';
import { dialableDigits } from '../../../shared/numbers/number-to-dial.ts';

export interface HandOver {
  /** 直接转: the call goes to `number` and leaves this desk when somebody there is reached. */
  transfer(number: string): void;
  /** 先咨询: the citizen waits while `number` is asked. */
  consult(number: string): void;
}

/** The two ways to bring somebody else in. How it went is told by the bar and, when it failed, by the strip below it. */
export function useHandOver(call: CallView, onDone: () => void): HandOver {
  const { createId } = useStores();
  const command = useDeskStore((state) => state.command);
  const { callId } = call;
  const ticketNo = sendableTicketNo(call.ticketNo);
  return {
    transfer: (written) => {
      const number = dialableDigits(written);
      if (number === null) return;
      void command({ kind: 'transfer', callId, number });
      onDone();
    },
    consult: (written) => {
      const number = dialableDigits(written);
      if (number === null) return;
      void command({ kind: 'dial', callId: createId(), number, ticketNo, consultFor: callId });
      onDone();
    },
  };
}
