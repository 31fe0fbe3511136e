import type { OtherWork } from '../../parts/other-work.ts';
import { useDeskState, useView } from '../../parts/desk-context.ts';
import { useBoard } from '../../parts/incident-store.ts';
import { useText } from '../../parts/use-text.ts';

/** What a storm that is over still owes, in 今日工作 until every caller is told: one line for each point. */
export function useOwedReplies(): readonly OtherWork[] {
  const t = useText();
  const storm = useDeskState((desk) => desk.storm);
  const go = useView((state) => state.go);
  const rows = useBoard();
  if (storm === undefined || storm.isOn) return [];
  return rows
    .filter(({ owed }) => owed.length > 0)
    .map(({ incident, owed, firstAt }) => ({
      workId: `storm:${incident.incidentId}`,
      since: firstAt,
      dueAt: null,
      label: t('storm.owed'),
      title: t('storm.owedTitle', { point: incident.point, count: owed.length }),
      note: incident.reply?.text ?? '',
      act: { label: t('storm.owedOpen'), run: () => go('storm') },
      discard: null,
    }));
}
