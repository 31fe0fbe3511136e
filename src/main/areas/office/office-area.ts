import type { WorkCalendar } from '../../../shared/domain/office/calendar.ts';
import { calendarRule, officeCalendar } from '../../../shared/domain/office/office-rule.ts';
import { pronePointsRule, stormRule } from '../../../shared/domain/incidents/storm.ts';
import { readOfficeYears } from '../../../shared/kept/office-years.ts';
import { readPronePoints, readStorm } from '../../../shared/kept/storm-rules.ts';
import { createRuns } from '../../host/background.ts';
import type { Area, HostCore } from '../../host/host-core.ts';

/** The office's rules as this desk has them, also without the hub. */
export interface OfficeArea extends Area {
  /** By which deadlines are counted here. */
  calendar(): WorkCalendar;
}

export function createOfficeArea({
  store,
  deskState,
  signals,
  inBackground,
}: HostCore): OfficeArea {
  const runs = createRuns(inBackground);
  const read = async () => {
    const { officeRule } = store.office;
    const [years, storm, points] = await Promise.all([
      officeRule(calendarRule),
      officeRule(stormRule),
      officeRule(pronePointsRule),
    ]);
    deskState.update({
      officeYears: readOfficeYears(years) ?? undefined,
      storm: readStorm(storm) ?? undefined,
      pronePoints: readPronePoints(points),
    });
  };
  signals.officeRules.on('office', () => runs.run('office', read()));
  return {
    calendar: () => officeCalendar(deskState.current().officeYears),
    restore: read,
    stop: runs.ended,
  };
}
