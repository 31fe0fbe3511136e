import { departmentsBodySchema } from '../contract/office/department-schemas.ts';
import type { DepartmentCatalogue } from '../domain/office/departments.ts';
import type { OfficeRule } from '../domain/office/office-rule.ts';
import { readBody } from './body.ts';

/** The office's departments and catalogue; `null` = it has put in none, or none that this release can read. */
export function readDepartments(
  rule: Pick<OfficeRule, 'version' | 'body'> | null | undefined,
): DepartmentCatalogue | null {
  if (!rule) return null;
  const read = readBody(departmentsBodySchema, rule.body, 'strip');
  return read.ok ? { version: rule.version, ...read.value } : null;
}
