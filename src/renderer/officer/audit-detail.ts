import type { TFunction } from 'i18next';
import type { AuditLine } from '../../shared/contract/audit/schemas.ts';
import {
  type DepartmentCatalogue,
  departmentName,
} from '../../shared/domain/office/departments.ts';
import { roles } from '../../shared/domain/session/user.ts';
import { limitKeyText, limitValueText } from './limit-text.ts';
import { matterText } from './matter-text.ts';

/** `role: agent → lead` and `called bureau.jianghan: … → …` in words; a reason as it was given. */
export function detailText(
  { detail }: AuditLine,
  t: TFunction,
  catalogue: DepartmentCatalogue,
): string {
  return (detail ?? '')
    .split('\n')
    .map((line) => changeText(line, t, catalogue))
    .join('；');
}

/** One `fact subject: before → after` in words; anything else as it is. */
export function changeText(line: string, t: TFunction, catalogue: DepartmentCatalogue): string {
  const found = /^([a-zA-Z]+)(?: (\S*))?: (.*) → (.*)$/.exec(line);
  if (!found) return line;
  const [, name = '', of = '', old = '', now = ''] = found;
  const fact = factWords(name, t);
  if (fact === null) return line;
  if (name === 'limit')
    return `${limitKeyText(of, t)}：${limitValueText(old)} → ${limitValueText(now)}`;
  const subject = of === '' ? '' : `${subjectWords(of, t, catalogue)} `;
  return `${subject}${fact}：${valueWords(old, t, catalogue)} → ${valueWords(now, t, catalogue)}`;
}

function factWords(name: string, t: TFunction): string | null {
  switch (name) {
    case 'name':
    case 'role':
    case 'department':
    case 'desk':
    case 'called':
    case 'district':
    case 'phones':
    case 'standing':
    case 'route':
    case 'limit':
      return t(`officer.audit.facts.${name}`);
    default:
      return null;
  }
}

/** A department by its name, a line of the catalogue of dispatch by what and where. */
function subjectWords(of: string, t: TFunction, catalogue: DepartmentCatalogue): string {
  const [prefix = '', district] = of.split('@');
  if (district === undefined) return departmentName(catalogue, of);
  return `${matterText(prefix, t)} · ${district === '' ? t('officer.rules.wholeCity') : district}`;
}

/** A role in words, departments by their names; what is neither stands as it is. */
function valueWords(value: string, t: TFunction, catalogue: DepartmentCatalogue): string {
  const role = roles.find((one) => one === value);
  if (role) return t(`signIn.roles.${role}`);
  if (value === '') return t('officer.audit.nothing');
  if (value === 'open' || value === 'closed') return t(`officer.rules.standing.${value}`);
  const isIds = value.split(' ').every((one) => departmentName(catalogue, one) !== one);
  if (!isIds) return value;
  return value
    .split(' ')
    .map((id) => departmentName(catalogue, id))
    .join('、');
}
