import { useEffect, useRef } from 'react';
import { type HeardSpan, coveredMs } from '../../shared/domain/recordings/heard.ts';
import type { RecordingId } from '../../shared/domain/ids.ts';
import { useStores } from './desk-context.ts';

/** How often it is told while something plays. */
const everyMs = 10_000;

/**
 * Tells the hub how much of a recording was heard: when it pauses, now and then, and when the player goes. Returns what
 * notes a silence that was skipped: it counts as heard. That a hub which is away hears nothing of it is no fault.
 */
export function useHeard(
  media: HTMLMediaElement,
  of: { readonly recordingId: RecordingId; readonly lengthMs: number },
  onHeard?: (heardMs: number) => void,
): (skipped: HeardSpan) => void {
  // Not `heard` itself: each look at it gives another function, and the effect would begin anew with each drawing.
  const { api } = useStores().deps;
  const skipped = useRef<HeardSpan[]>([]);
  const latest = useRef(onHeard);
  useEffect(() => {
    latest.current = onHeard;
  });
  const { recordingId, lengthMs } = of;
  useEffect(() => {
    let toldMs = 0;
    const tell = () => {
      const heardMs = Math.min(lengthMs, coveredMs([...spansOf(media.played), ...skipped.current]));
      if (heardMs <= toldMs || media.played.length === 0) return;
      toldMs = heardMs;
      latest.current?.(heardMs);
      api.recordings.heard({ recordingId, heardMs, lengthMs }).catch(() => undefined);
    };
    const timer = setInterval(tell, everyMs);
    media.addEventListener('pause', tell);
    return () => {
      clearInterval(timer);
      media.removeEventListener('pause', tell);
      tell();
    };
  }, [media, api, recordingId, lengthMs]);
  return (span) => skipped.current.push(span);
}

function spansOf(played: TimeRanges): HeardSpan[] {
  return Array.from({ length: played.length }, (_, index) => ({
    fromMs: played.start(index) * 1000,
    toMs: played.end(index) * 1000,
  }));
}
