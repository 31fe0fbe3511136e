import { auditActions } from '../../../shared/contract/audit/schemas.ts';
import { DaysFilter } from '../../parts/days-filter.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useText } from '../../parts/use-text.ts';
import type { AuditFilter } from './audit-store.ts';

export interface AuditFiltersProps {
  readonly filter: AuditFilter;
  onChange(patch: Partial<AuditFilter>): void;
}

/** By person, by what was done, by time. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const t = useText();
  return (
    <>
      <SearchField
        label={t('audit.workNo')}
        className="audit__who num"
        maxLength={16}
        text={filter.workNo}
        onText={(workNo) => onChange({ workNo })}
      />
      <label className="toolbar__choice">
        {t('audit.action')}
        <select
          className="input toolbar__field"
          value={filter.action}
          onChange={(event) =>
            onChange({
              action: auditActions.find((action) => action === event.target.value) ?? 'any',
            })
          }
        >
          <option value="any">{t('audit.anyAction')}</option>
          {auditActions.map((action) => (
            <option key={action} value={action}>
              {t(`audit.actions.${action}`)}
            </option>
          ))}
        </select>
      </label>
      <DaysFilter filter={filter} onChange={onChange} />
    </>
  );
}
