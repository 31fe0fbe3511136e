import { Download } from 'lucide-react';
import { sheetFormats } from '../../../shared/contract/exports/schemas.ts';
import { ticketColumnWords, ticketColumns } from '../../../shared/domain/tickets/ticket-columns.ts';
import { DaysFilter } from '../../parts/days-filter.tsx';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import { ExportForm } from './export-form.tsx';
import { exportStore } from './export-store.ts';
import { ticketListStore } from './ticket-list-store.ts';

/** 导出: for the lead. */
export function ExportButton() {
  const t = useText();
  const workNo = useDeskState(({ user }) => user?.workNo ?? '');
  const { isOpen, open } = useFeatureState(exportStore);
  return (
    <>
      <button
        type="button"
        className="button tickets__new"
        aria-haspopup="dialog"
        onClick={() => open(workNo)}
      >
        <Download size={14} aria-hidden />
        {t('tickets.export')}
      </button>
      {isOpen && <ExportDialog />}
    </>
  );
}

function ExportDialog() {
  const t = useText();
  const { columns, close, set, start, stop, ...run } = useFeatureState(exportStore);
  const filter = useFeature(ticketListStore, (list) => list.filter);
  return (
    <Dialog title={t('tickets.exports.title')} onClose={close}>
      <ExportForm
        run={run}
        what={t('tickets.exports.what')}
        reasonHint={t('tickets.exports.reasonHint')}
        missing={columns.length === 0 ? t('tickets.exports.columnsMissing') : null}
        doneWords={({ rows, fileName }) => t('tickets.exports.done', { rows, name: fileName })}
        runningWords={({ done, total }) =>
          total === null
            ? t('tickets.exports.counting', { done })
            : t('tickets.exports.writing', { done, total })
        }
        onReason={(reason) => set({ reason })}
        onStart={() => void start(filter)}
        onStop={stop}
        onClose={close}
      >
        <What />
        <Columns />
      </ExportForm>
    </Dialog>
  );
}

/** Which, how, and whether names are shown. */
function What() {
  const t = useText();
  const { days, format, shown, set } = useFeatureState(exportStore);
  return (
    <>
      <div className="export__row" role="group" aria-label={t('tickets.exports.opened')}>
        <span>{t('tickets.exports.opened')}</span>
        <DaysFilter filter={days} onChange={(patch) => set({ days: { ...days, ...patch } })} />
      </div>
      <div className="export__row">
        <Segments
          label={t('tickets.exports.format')}
          withLabel
          value={format}
          options={sheetFormats.map((one) => ({
            value: one,
            label: t(`tickets.exports.formats.${one}`),
          }))}
          onChange={(chosen) => set({ format: chosen })}
        />
        <Segments<'covered' | 'shown'>
          label={t('tickets.exports.names')}
          withLabel
          value={shown ? 'shown' : 'covered'}
          options={[
            { value: 'covered', label: t('tickets.exports.covered') },
            { value: 'shown', label: t('tickets.exports.shown') },
          ]}
          onChange={(chosen) => set({ shown: chosen === 'shown' })}
        />
      </div>
    </>
  );
}

function Columns() {
  const t = useText();
  const { columns, toggle, chooseColumns } = useFeatureState(exportStore);
  return (
    <fieldset className="export__columns">
      <legend>
        {t('tickets.exports.columns', { count: columns.length })}
        <button type="button" className="link" onClick={() => chooseColumns('all')}>
          {t('tickets.exports.all')}
        </button>
        <button type="button" className="link" onClick={() => chooseColumns('usual')}>
          {t('tickets.exports.usual')}
        </button>
      </legend>
      {ticketColumns.map((column) => (
        <label key={column}>
          <input
            type="checkbox"
            checked={columns.includes(column)}
            onChange={() => toggle(column)}
          />
          {ticketColumnWords[column]}
        </label>
      ))}
    </fieldset>
  );
}
