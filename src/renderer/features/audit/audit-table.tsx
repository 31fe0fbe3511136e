import type { TFunction } from 'i18next';
import { type AuditLine, auditActions } from '../../../shared/contract/audit/schemas.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { errorCodes } from '../../../shared/error-codes.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime } from '../../ui/format.ts';

const columns = ['time', 'who', 'action', 'subject', 'result', 'from'] as const;

/** One row per entry. What another release has written stands there as it is. */
export function AuditTable({ lines }: { readonly lines: readonly AuditLine[] }) {
  const t = useText();
  return (
    <table className="table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`audit.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.auditId}>
            <td className="nowrap num">{fullTime(line.at)}</td>
            <td className="num">{whoOf(line, t)}</td>
            <td>{actionOf(line, t)}</td>
            <td className="num audit__id">{subjectOf(line, t)}</td>
            <td>
              <Result line={line} />
            </td>
            <td className="num">{placeOf(line, t)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Result({ line: { code, count, detail = '' } }: { readonly line: AuditLine }) {
  const t = useText();
  const more = detail !== '' && <span className="audit__detail">{detail}</span>;
  const times = count > 1 && <span className="num"> {t('audit.times', { count })}</span>;
  if (code === null)
    return (
      <>
        {t('audit.done')}
        {times}
        {more}
      </>
    );
  const known = errorCodes.find((one) => one === code);
  return (
    <>
      <span className="audit__refused" title={code}>
        {known ? errorCatalogue[known].title : code}
      </span>
      {times}
      {more}
    </>
  );
}

function whoOf({ workNo, tried, address }: AuditLine, t: TFunction): string {
  if (workNo !== null) return t('audit.agent', { workNo });
  if (tried !== null) return t('audit.tried', { tried });
  return t(address === null ? 'audit.hubMachine' : 'audit.nobody');
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
