import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { type AuditLine, auditActions } from '../../shared/contract/audit/schemas.ts';
import type { DepartmentCatalogue } from '../../shared/domain/office/departments.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { saveFile } from '../page/save-file.ts';
import { auditCells } from '../parts/audit-cells.ts';
import { SearchField } from '../parts/search-field.tsx';
import { useDepartments } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NewerOlder } from '../ui/pager.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { detailText } from './audit-detail.ts';
import { csvText } from './csv-text.ts';
import { useAudit, useSession } from './use-office.ts';

/** 审计: who did what, when, to what and why; an auditor takes it out as a file, which is in it as well. */
export function AuditScreen() {
  const t = useText();
  const { isBusy, failure, lines, next, trail, look, older, newer } = useAudit();
  const { user } = useSession();
  useEffect(() => void look(), [look]);
  return (
    <section className="panel opanel" aria-label={t('audit.title')} aria-busy={isBusy}>
      <div className="panel__head">
        <h2 className="panel__title">{t('audit.title')}</h2>
        <span className="panel__note">{t('audit.note')}</span>
        {user?.role === 'auditor' && <TakeOut />}
      </div>
      <Filters />
      {failure && <FailureNotice code={failure.code} />}
      <div className="panel__body" tabIndex={0} role="group" aria-label={t('audit.title')}>
        {lines === null && <EmptyState title={t('department.loading')} />}
        {lines?.length === 0 && <EmptyState title={t('audit.empty')} hint={t('audit.emptyHint')} />}
        {lines !== null && lines.length > 0 && <Lines lines={lines} />}
      </div>
      <NewerOlder
        newer={isBusy || trail.length < 2 ? null : () => void newer()}
        older={isBusy || next === null ? null : () => void older()}
        words={{ newer: t('audit.newer'), older: t('audit.older') }}
      />
    </section>
  );
}

function Filters() {
  const t = useText();
  const { filter, narrow } = useAudit();
  return (
    <div className="toolbar">
      <SearchField
        label={t('audit.workNo')}
        className="toolbar__field num"
        maxLength={16}
        text={filter.workNo}
        onText={(workNo) => narrow({ workNo })}
      />
      <select
        className="input toolbar__field"
        aria-label={t('audit.action')}
        value={filter.action}
        onChange={({ target }) => narrow({ action: target.value })}
      >
        <option value="">{t('audit.anyAction')}</option>
        {auditActions.map((action) => (
          <option key={action} value={action}>
            {t(`audit.actions.${action}`)}
          </option>
        ))}
      </select>
      <SearchField
        label={t('officer.audit.subject')}
        className="osearch num"
        maxLength={80}
        text={filter.subject}
        onText={(subject) => narrow({ subject })}
      />
      {(['fromDay', 'toDay'] as const).map((day) => (
        <input
          key={day}
          type="date"
          autoComplete="off"
          className="input toolbar__field num"
          aria-label={t(day === 'fromDay' ? 'days.from' : 'days.to')}
          value={filter[day]}
          onChange={({ target }) => narrow({ [day]: target.value })}
        />
      ))}
    </div>
  );
}

const columns = ['time', 'who', 'action', 'subject', 'result', 'from'] as const;

/** The cells of a row, in the order of the columns, and what was said with it. */
function cellsOf(
  line: AuditLine,
  t: TFunction,
  departments: DepartmentCatalogue,
): readonly string[] {
  const cells = auditCells(line, t);
  return [...columns.map((column) => cells[column]), detailText(line, t, departments)];
}

/** The names of the cells, in the same order. */
function headsOf(t: TFunction): readonly string[] {
  return [...columns.map((column) => t(`audit.columns.${column}`)), t('officer.audit.detail')];
}

function Lines({ lines }: { readonly lines: readonly AuditLine[] }) {
  const t = useText();
  const departments = useDepartments();
  const heads = headsOf(t);
  return (
    <table className="table ocards">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.auditId}>
            {cellsOf(line, t, departments).map((cell, index) => (
              <td
                key={index}
                data-head={heads[index]}
                className={index === 0 ? 'num nowrap' : 'num obreak'}
              >
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TakeOut() {
  const t = useText();
  const departments = useDepartments();
  const { isBusy, takeOut } = useAudit();
  const [isAsking, setAsking] = useState(false);
  const [isCut, setCut] = useState(false);
  const save = async (reason: string) => {
    const taken = await takeOut(reason);
    setAsking(false);
    if (taken === null) return;
    setCut(taken.isCut);
    saveFile(
      t('officer.audit.file'),
      new Blob(
        [csvText([headsOf(t), ...taken.lines.map((line) => cellsOf(line, t, departments))])],
        {
          type: 'text/csv',
        },
      ),
    );
  };
  return (
    <>
      {isCut && (
        <span className="tag tag--warn" role="status">
          {t('officer.audit.cut')}
        </span>
      )}
      <button
        type="button"
        className="button button--small"
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        {t('officer.audit.takeOut')}
      </button>
      {isAsking && (
        <AskDialog
          title={t('officer.audit.takeOut')}
          text={t('officer.audit.takeOutAsk')}
          act={t('officer.audit.takeOut')}
          reason={t('officer.audit.reason')}
          busy={isBusy}
          onClose={() => setAsking(false)}
          onAct={(reason) => void save(reason)}
        />
      )}
    </>
  );
}
