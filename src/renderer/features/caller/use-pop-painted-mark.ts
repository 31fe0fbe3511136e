import { useLayoutEffect } from 'react';
import type { CallId } from '../../../shared/domain/ids.ts';

/** Marks `pop-painted` in the page's time line once the caller is on screen, for `bench -- pop`. */
export function usePopPaintedMark(callId: CallId | null): void {
  useLayoutEffect(() => {
    if (callId === null) return;
    // The card is in the document; the next frame paints it, and a message posted in that frame arrives after the paint.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        performance.mark('pop-painted', { detail: { callId } });
        port1.close();
      };
      port2.postMessage(null);
    });
  }, [callId]);
}
