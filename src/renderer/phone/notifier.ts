import type { CallView } from '../../shared/domain/calls/call.ts';
import { isRinging } from '../../shared/domain/seat/current-call.ts';
import type { CallId } from '../../shared/domain/ids.ts';

export interface NotifierDeps {
  /** Shows one system notification; returns the way to take it back. */
  readonly show: (title: string, body: string) => () => void;
  readonly title: string;
  readonly body: string;
}

/**
 * One system notification for each call that rings here, gone when it no longer rings. It names no number: the system keeps
 * notifications in a list that others may read.
 */
export function createNotifier(deps: NotifierDeps) {
  const shown = new Map<CallId, () => void>();
  return {
    update(calls: readonly CallView[]): void {
      const ringing = calls.filter(isRinging);
      for (const call of ringing) {
        if (shown.has(call.callId)) continue;
        shown.set(call.callId, deps.show(deps.title, call.lineName || deps.body));
      }
      for (const [callId, takeBack] of shown) {
        if (ringing.some((call) => call.callId === callId)) continue;
        takeBack();
        shown.delete(callId);
      }
    },
  };
}

/** By the browser's Notification API; says nothing when it is not allowed. */
export function showBrowserNotification(title: string, body: string): () => void {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return () => {};
  const notification = new Notification(title, {
    body,
    tag: 'hotline-call',
    requireInteraction: true,
  });
  notification.onclick = () => window.focus();
  return () => notification.close();
}
