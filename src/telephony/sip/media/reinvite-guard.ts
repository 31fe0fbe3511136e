import { Core, type Session, SessionState } from 'sip.js';
import type { SetTimer } from '../../core/set-timer.ts';
import type { SdhAdapter } from './sdh-adapter.ts';

/** Our 200 has then been sent four times (at 0, 0.5, 1.5 and 3.5 s); over a WebSocket none of them was lost. */
const ackWithinMs = 4000;

/**
 * Keeps re-INVITEs of the far side from standing in the way of a call, where sip.js lets them: one that comes while we make an
 * offer of our own hears 491 (RFC 3261 §14.2), and one whose ACK does not come is over after some seconds. What it agreed
 * counts; an offer of ours in its 200 that nobody answered is taken back. A BYE, which §14.2 suggests, would end a call that
 * talks.
 */
export function guardReinvites(session: Session, adapter: SdhAdapter, setTimer: SetTimer): void {
  const dialog = () => (session.dialog instanceof Core.SessionDialog ? session.dialog : null);
  session.stateChange.addListener((state) => {
    const delegate = dialog()?.delegate;
    if (state !== SessionState.Established || !delegate?.onInvite) return;
    const { onInvite } = delegate;
    delegate.onInvite = (request) => {
      if (adapter.isOffering) request.reject({ statusCode: 491 });
      else onInvite(request);
    };
  });
  session.delegate = {
    ...session.delegate,
    onInvite(_request, _response, status) {
      const answered = dialog()?.reinviteUserAgentServer;
      if (status >= 300 || !answered) return;
      setTimer(() => {
        const waiting = dialog();
        if (!waiting || waiting.reinviteUserAgentServer !== answered) return;
        waiting.reinviteUserAgentServer = undefined;
        waiting.signalingStateRollback();
        adapter.rollbackDescription().catch(() => {});
      }, ackWithinMs);
    },
  };
}
