import { useEffect, useRef } from 'react';
import type { Player } from './use-player.ts';

const stepMs = 5000;

/**
 * Space plays and pauses, the arrows step five seconds; also while a row of the list has the focus. Fields and other
 * controls keep their own keys.
 */
export function usePlayerKeys(player: Player): void {
  const latest = useRef(player);
  useEffect(() => {
    latest.current = player;
  });
  useEffect(() => {
    const handleKeyDown = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
      if (event.isComposing || hasModifier || !isOurs(event.target)) return;
      const { toggle, seekTo, media } = latest.current;
      const nowMs = media.currentTime * 1000;
      if (event.code === 'Space' && !event.repeat) toggle();
      else if (event.code === 'ArrowLeft') seekTo(Math.max(0, nowMs - stepMs));
      else if (event.code === 'ArrowRight') seekTo(nowMs + stepMs);
      else if (event.code !== 'Space') return;
      event.preventDefault();
    };
    window.addEventListener('keydown', handleKeyDown);
    return () => window.removeEventListener('keydown', handleKeyDown);
  }, []);
}

function isOurs(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  return (
    target.closest('button, a, input, textarea, select, [role=combobox]') === null ||
    target.closest('.listening__row') !== null
  );
}
