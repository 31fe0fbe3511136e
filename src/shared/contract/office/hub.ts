import { z } from 'zod';
import { procedure } from '../base.ts';
import { since } from '../since.ts';
import {
  concernedSchema,
  departmentCatalogueSchema,
  ofDepartmentInput,
  putDepartmentsInput,
} from './department-schemas.ts';
import { putLimitsInput } from './limit-schemas.ts';
import {
  calendarYearSchema,
  factorRuleSchema,
  officeRuleSchema,
  putYearAnswer,
} from './schemas.ts';

/** Rules that the office gives itself. Since contract 3. */
export const officeHubContract = {
  /** The newest version of each; `provisional`: open tickets whose deadline a further year may settle. */
  list: procedure.route({ method: 'GET', path: '/office/rules' }).output(
    z.strictObject({
      rules: z.array(officeRuleSchema),
      provisional: since(3, z.int().min(0).optional()),
    }),
  ),
  /**
   * Puts in the days of a year, or others of a year that is known: for deadlines from now on. Provisional deadlines of open tickets
   * that its days settle are settled. `version` of the calendar that holds it; the same year again makes no new one. Throws
   * `input.invalid` with the fields at fault.
   */
  putCalendarYear: procedure
    .route({ method: 'POST', path: '/office/calendar-years' })
    .input(z.strictObject({ year: calendarYearSchema }))
    .output(putYearAnswer),
  /** Departments and the catalogue of dispatch: names for everybody whose page shows a ticket. */
  departments: procedure
    .route({ method: 'GET', path: '/office/departments' })
    .output(departmentCatalogueSchema),
  /**
   * Puts them in as a whole, over the version that was seen; the same again makes no version. Throws `office.conflict`, and `input.invalid` (`departments`,
   * `routes`) for what `judgeDepartments` finds: a page that asks has judged by the same code, and tells more.
   */
  putDepartments: procedure
    .route({ method: 'POST', path: '/office/departments' })
    .input(putDepartmentsInput)
    .output(z.strictObject({ version: z.int().min(0) })),
  /**
   * Puts the presets of limits in as a whole, for what begins from then on: a limit that runs is never rewritten. The same again makes no version. Throws
   * `office.conflict`, and `input.invalid` (`limits`) for a key that there is not, or twice.
   */
  putLimits: procedure
    .route({ method: 'POST', path: '/office/limits' })
    .input(putLimitsInput)
    .output(z.strictObject({ version: z.int().min(0) })),
  /** Whom it concerns when a department is closed: asked before it is. */
  concernedBy: procedure
    .route({ method: 'POST', path: '/office/concerned' })
    .input(ofDepartmentInput)
    .output(concernedSchema),
  /** Who must show a second factor at a desk as well (`FactorRule`). The administrator's to say; the same again makes no version. */
  putSecondFactor: procedure
    .route({ method: 'POST', path: '/office/second-factor' })
    .input(factorRuleSchema)
    .output(z.strictObject({ version: z.int().min(1) })),
};
