import { useEffect } from 'react';
import type { CallId } from '../../../shared/domain/ids.ts';

/** Marks `pop-painted` in the page's time line once the caller is on screen, for `bench -- pop`. */
export function usePopPaintedMark(callId: CallId | null): void {
  useEffect(() => {
    if (callId === null) return;
    // The first frame paints the card; the second begins after that paint.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => performance.mark('pop-painted', { detail: { callId } })),
    );
  }, [callId]);
}
