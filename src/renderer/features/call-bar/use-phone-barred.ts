import { useDeskState, useDeskStore } from '../../parts/desk-context.ts';

/** Why no act of this page reaches the phone; `null` = it does. */
export function usePhoneBarred(): 'phoneAway' | 'hostAway' | null {
  const isHostThere = useDeskStore((state) => state.connection === 'online');
  const hasPhone = useDeskState((desk) => desk.phoneConnected);
  if (!isHostThere) return 'hostAway';
  return hasPhone ? null : 'phoneAway';
}
