import type { TFunction } from 'i18next';
import { type AuditLine, auditActions } from '../../shared/contract/audit/schemas.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import { errorCodes } from '../../shared/error-codes.ts';
import { fullTime } from '../ui/format.ts';

/** The cells of one row of the audit in words. What another release has written stands there as it is. */
export function auditCells(line: AuditLine, t: TFunction) {
  return {
    time: fullTime(line.at),
    who: whoOf(line, t),
    action: actionOf(line, t),
    subject: subjectOf(line, t),
    result: resultOf(line, t),
    from: placeOf(line, t),
  };
}

function resultOf({ code, count }: AuditLine, t: TFunction): string {
  const known = errorCodes.find((one) => one === code);
  const told = code === null ? t('audit.done') : known ? errorCatalogue[known].title : code;
  return count > 1 ? `${told} ${t('audit.times', { count })}` : told;
}

function whoOf({ action, workNo, tried, address }: AuditLine, t: TFunction): string {
  if (workNo !== null) return t('audit.agent', { workNo });
  if (tried !== null) return t('audit.tried', { tried });
  if (address === null) return t('audit.hubMachine');
  // Which one stands in the detail.
  return t(action.startsWith('client') ? 'audit.program' : 'audit.nobody');
}

function actionOf({ action }: AuditLine, t: TFunction): string {
  const known = auditActions.find((one) => one === action);
  return known ? t(`audit.actions.${known}`) : action;
}

function subjectOf({ subjectId, subjectWorkNo }: AuditLine, t: TFunction): string {
  if (subjectWorkNo !== null) return t('audit.agent', { workNo: subjectWorkNo });
  return subjectId ?? '—';
}

function placeOf({ address, deskId, deskProven, workNo }: AuditLine, t: TFunction): string {
  if (address === null && deskId === null) return workNo === null ? t('audit.fromHubMachine') : '—';
  const desk = deskId === null ? '' : t('audit.desk', { deskId: deskId.slice(0, 8) });
  const doubt = deskId !== null && deskProven === false ? t('audit.notProven') : '';
  return [address ?? '', desk + doubt].filter((part) => part !== '').join(' · ');
}
