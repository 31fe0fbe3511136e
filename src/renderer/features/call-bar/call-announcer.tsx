import type { CallView } from '../../../shared/domain/calls/call.ts';
import { useText } from '../../parts/use-text.ts';
import { currentCall } from '../../../shared/domain/seat/current-call.ts';

/** Tells screen readers each change of the call, politely: it never interrupts what is being typed. */
export function CallAnnouncer({ calls }: { readonly calls: readonly CallView[] }) {
  const t = useText();
  const call = currentCall(calls) ?? calls.at(-1) ?? null;
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {call && t(`call.announce.${call.state}`, { number: call.number.display })}
    </div>
  );
}
