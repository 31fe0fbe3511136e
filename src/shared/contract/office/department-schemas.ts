import { z } from 'zod';
import type {
  Department,
  DepartmentCatalogue,
  DispatchRoute,
  DutyPhone,
} from '../../domain/office/departments.ts';
import { line, text } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';

/** Departments and the catalogue of dispatch as they cross boundaries. Since contract 3. */

/** As it stands in tickets. */
const departmentId = text(64).regex(/^[a-z0-9.]+$/);

const dutyPhoneSchema = exactly<DutyPhone>()(
  z.strictObject({
    /** As people write it; a desk judges it by its dial plan before it rings anybody. */
    number: line(32).regex(/^[+\d][\d -]{2,31}$/),
    hours: line(40),
  }),
);

const departmentSchema = exactly<Department>()(
  z.strictObject({
    id: departmentId,
    name: line(40).regex(/\S/),
    district: line(32).nullable(),
    phones: z.array(dutyPhoneSchema).max(5).readonly(),
    isActive: z.boolean(),
  }),
);

const dispatchRouteSchema = exactly<DispatchRoute>()(
  z.strictObject({
    prefix: text(64).regex(/^[A-Za-z.]*$/),
    district: line(32).nullable(),
    leadId: departmentId,
    assistIds: z.array(departmentId).max(10).readonly(),
  }),
);

/** What the rule `departments` holds: as many as a body that the feed carries has room for (`officeRuleSchema`). */
export const departmentsBodySchema = z.strictObject({
  departments: z.array(departmentSchema).max(150).readonly(),
  routes: z.array(dispatchRouteSchema).max(300).readonly(),
});

export const departmentCatalogueSchema = exactly<DepartmentCatalogue>()(
  z.strictObject({ version: z.int().min(0), ...departmentsBodySchema.shape }),
);

/** A whole catalogue as it is put in; `seen` = the version over which it was written. */
export const putDepartmentsInput = z.strictObject({
  seen: z.int().min(0),
  ...departmentsBodySchema.shape,
});

export const ofDepartmentInput = z.strictObject({ departmentId });

/** Whom it concerns when a department is closed: no word of a citizen. */
export const concernedSchema = z.strictObject({
  /** Open tickets that it leads, helps with, or is proposed for. */
  tickets: z.int().min(0),
  /** The first of them, those that are confidential left out. */
  ticketNos: z.array(line(40)).max(20),
  /** People who may sign in for it. */
  people: z.int().min(0),
});
export type Concerned = z.infer<typeof concernedSchema>;
