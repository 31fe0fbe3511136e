import { auditActions } from '../../../shared/contract/audit.ts';
import { useText } from '../../context/use-text.ts';
import type { AuditFilter } from '../../stores/audit-store.ts';
import { Segments } from '../../ui/segments.tsx';

export interface AuditFiltersProps {
  readonly filter: AuditFilter;
  onChange(patch: Partial<AuditFilter>): void;
}

const days = [1, 7, 30, null] as const;

/** By person, by what was done, by time. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const t = useText();
  return (
    <>
      <input
        className="input audit__who num"
        type="text"
        role="searchbox"
        aria-label={t('audit.workNo')}
        placeholder={t('audit.workNo')}
        autoComplete="off"
        maxLength={16}
        value={filter.workNo}
        onChange={(event) => onChange({ workNo: event.target.value })}
      />
      <label className="toolbar__choice">
        {t('audit.action')}
        <select
          className="input audit__choice"
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
      <Segments<1 | 7 | 30 | 0>
        label={t('calls.filters.days')}
        withLabel
        value={filter.days ?? 0}
        options={days.map((span) => ({
          value: span ?? 0,
          label: span ? t(`calls.days.last${span}`) : t('common.all'),
        }))}
        onChange={(span) => onChange({ days: span === 0 ? null : span, fromDay: '', toDay: '' })}
      />
      <div className="toolbar__choice">
        <span aria-hidden>{t('callFilters.range')}</span>
        <input
          type="date"
          autoComplete="off"
          className="input audit__choice num"
          aria-label={t('callFilters.from')}
          value={filter.fromDay}
          onChange={(event) => onChange({ fromDay: event.target.value })}
        />
        <span aria-hidden>–</span>
        <input
          type="date"
          autoComplete="off"
          className="input audit__choice num"
          aria-label={t('callFilters.to')}
          value={filter.toDay}
          onChange={(event) => onChange({ toDay: event.target.value })}
        />
      </div>
    </>
  );
}
