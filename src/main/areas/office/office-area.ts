import {
  calendarRule,
  departmentsRule,
  limitsRule,
} from '../../../shared/domain/office/office-rule.ts';
import { pronePointsRule, stormRule } from '../../../shared/domain/incidents/storm.ts';
import { readLimits } from '../../../shared/kept/limit-rules.ts';
import { readDepartments } from '../../../shared/kept/department-rules.ts';
import { type OfficeRules, officeRules } from '../../../shared/domain/office/office-rules.ts';
import { readOfficeYears } from '../../../shared/kept/office-years.ts';
import { readPronePoints, readStorm } from '../../../shared/kept/storm-rules.ts';
import { createRuns } from '../../host/background.ts';
import type { Area, HostCore } from '../../host/host-core.ts';

/** The office's rules as this desk has them, also without the hub. */
export interface OfficeArea extends Area {
  /** By which tickets are decided here. */
  rules(): OfficeRules;
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
    const [years, storm, points, departments, limits] = await Promise.all([
      officeRule(calendarRule),
      officeRule(stormRule),
      officeRule(pronePointsRule),
      officeRule(departmentsRule),
      officeRule(limitsRule),
    ]);
    deskState.update({
      officeYears: readOfficeYears(years) ?? undefined,
      storm: readStorm(storm) ?? undefined,
      pronePoints: readPronePoints(points),
      departments: readDepartments(departments) ?? undefined,
      limits: readLimits(limits) ?? undefined,
    });
  };
  signals.officeRules.on('office', () => runs.run('office', read()));
  return {
    rules: () => officeRules(deskState.current()),
    restore: read,
    stop: runs.ended,
  };
}
