import { useEffect } from 'react';
import { useDeskState, useTimedSlowly } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { calendarStore } from './calendar-store.ts';
import { missingYear } from './known-years.ts';

/**
 * The year of which the status bar warns. An administrator's desk follows no feed: what it has heard may be of somebody who worked
 * here before, and the hub is asked once.
 */
export function useMissingYear(): number | null {
  const user = useDeskState((desk) => desk.user);
  const officeYears = useDeskState((desk) => desk.officeYears);
  const asked = useFeature(calendarStore, (state) => state.asked);
  const look = useFeature(calendarStore, (state) => state.look);
  const isAdmin = user?.role === 'admin';
  useEffect(() => {
    if (isAdmin) void look();
  }, [isAdmin, look]);
  return useTimedSlowly((now) => missingYear({ user, officeYears }, asked?.put, now));
}
