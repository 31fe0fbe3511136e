import { useState } from 'react';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import type { Sheet } from '../../workbench/sheet.ts';

/** What the agent has asked for with the covered number of a sheet. It is over when another sheet comes to the front. */
type Asked =
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed'; readonly code: ErrorCode }
  /** A new number is typed over the covered one, which nobody has to see for that. */
  | { readonly kind: 'corrected'; readonly text: string };

export interface NumberShown {
  readonly isInItsCall: boolean;
  /** The middle of the number is not to be seen. */
  readonly isCovered: boolean;
  /** What is typed over it; `null` = it is not being corrected. */
  readonly typed: string | null;
  readonly failure: ErrorCode | null;
  show(): void;
  /** `null` = no more. */
  correct(text: string | null): void;
}

/**
 * Is the number of this sheet covered? Never in its own call, in what is not a ticket yet, and while it differs from the
 * ticket's: then it was typed here. Showing it is noted at the hub first (ADR 0209).
 */
export function useNumber(sheet: Sheet): NumberShown {
  const { numberShown } = useStores().deps.api.tickets;
  const isInItsCall = useDeskState(({ phone }) =>
    phone.calls.some((call) => call.callId === sheet.callId && call.state !== 'ended'),
  );
  const { draftKey, ticketId } = sheet;
  const [of, setOf] = useState<{ draftKey: string; asked: Asked | null }>({
    draftKey,
    asked: null,
  });
  // The form is not made anew for each sheet.
  if (of.draftKey !== draftKey) setOf({ draftKey, asked: null });
  const asked = of.draftKey === draftKey ? of.asked : null;
  const set = (next: Asked | null) =>
    setOf((now) => (now.draftKey === draftKey ? { draftKey, asked: next } : now));
  return {
    isInItsCall,
    isCovered: !isInItsCall && asked?.kind !== 'shown' && isKept(sheet),
    typed: asked?.kind === 'corrected' ? asked.text : null,
    failure: asked?.kind === 'failed' ? asked.code : null,
    show: () => {
      if (ticketId === null) return;
      numberShown({ ticketId }).then(
        () => set({ kind: 'shown' }),
        (error: unknown) => set({ kind: 'failed', code: errorCodeOf(error) }),
      );
    },
    correct: (text) => set(text === null ? null : { kind: 'corrected', text }),
  };
}

/** The ticket's own number, of which something would be covered. */
function isKept({ ticket, intake, baseline }: Sheet): boolean {
  const number = intake.requesterNumber;
  return ticket !== null && number === baseline.requesterNumber && maskNumber(number) !== number;
}
