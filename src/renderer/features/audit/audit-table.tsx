import type { AuditLine } from '../../../shared/contract/audit/schemas.ts';
import { auditCells } from '../../parts/audit-cells.ts';
import { useText } from '../../parts/use-text.ts';

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
            <Row line={line} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Row({ line }: { readonly line: AuditLine }) {
  const { time, who, action, subject, result, from } = auditCells(line, useText());
  return (
    <>
      <td className="nowrap num">{time}</td>
      <td className="num">{who}</td>
      <td>{action}</td>
      <td className="num audit__id">{subject}</td>
      <td>
        {line.code === null ? (
          result
        ) : (
          <span className="audit__refused" title={line.code}>
            {result}
          </span>
        )}
        {line.detail && <span className="audit__detail">{line.detail}</span>}
      </td>
      <td className="num">{from}</td>
    </>
  );
}
