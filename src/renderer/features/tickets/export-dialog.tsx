import { Download } from 'lucide-react';
import { useId } from 'react';
import { sheetFormats, shortestReason } from '../../../shared/contract/exports/schemas.ts';
import { ticketColumnWords, ticketColumns } from '../../../shared/domain/tickets/ticket-columns.ts';
import { DaysFilter } from '../../parts/days-filter.tsx';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeature, useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segments } from '../../ui/segments.tsx';
import './export.css';
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
  const state = useFeatureState(exportStore);
  const filter = useFeature(ticketListStore, (list) => list.filter);
  const { phase, columns, reason, close, start, stop } = state;
  const isRunning = phase === 'running';
  const missing =
    columns.length === 0
      ? t('tickets.exports.columnsMissing')
      : reason.trim().length < shortestReason
        ? t('tickets.exports.reasonMissing')
        : null;
  return (
    <Dialog title={t('tickets.exports.title')} onClose={close}>
      <form
        className="export"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null && !isRunning) void start(filter);
        }}
      >
        <p className="export__hint">{t('tickets.exports.what')}</p>
        <fieldset className="export__fields" disabled={isRunning}>
          <What />
          <Columns />
          <Reason />
        </fieldset>
        <div role="status" className="export__state">
          <Progress />
        </div>
        <div className="dialog__acts">
          {!isRunning && missing !== null && phase !== 'done' && (
            <span className="export__missing">{missing}</span>
          )}
          <button type="button" className="button" onClick={close}>
            {t('tickets.exports.close')}
          </button>
          {isRunning ? (
            <button type="button" className="button" onClick={stop}>
              {t('tickets.exports.stop')}
            </button>
          ) : (
            <button type="submit" className="button button--main" disabled={missing !== null}>
              {t('tickets.exports.start')}
            </button>
          )}
        </div>
      </form>
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

function Reason() {
  const t = useText();
  const { reason, set } = useFeatureState(exportStore);
  const id = useId();
  return (
    <div className="export__reason">
      <label htmlFor={id}>{t('tickets.exports.reason')}</label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        maxLength={200}
        placeholder={t('tickets.exports.reasonHint')}
        value={reason}
        onChange={(event) => set({ reason: event.target.value })}
        // Enter takes what an input method holds; it starts no export.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault();
        }}
      />
    </div>
  );
}

function Progress() {
  const t = useText();
  const { phase, progress, end, failure } = useFeatureState(exportStore);
  if (phase === 'failed' && failure)
    return <ErrorNotice code={failure} lead={t('tickets.exports.failed')} />;
  if (phase === 'stopped') return t('tickets.exports.stopped');
  if (phase === 'done' && end)
    return (
      <>
        {t('tickets.exports.done', { rows: end.rows, name: end.fileName })}
        <span className="export__hash num">{t('tickets.exports.hash', { hash: end.sha256 })}</span>
      </>
    );
  if (phase !== 'running') return null;
  const { done, total } = progress ?? { done: 0, total: null };
  const label =
    total === null
      ? t('tickets.exports.counting', { done })
      : t('tickets.exports.writing', { done, total });
  return (
    <>
      <progress aria-label={label} max={total ?? 1} {...(total === null ? {} : { value: done })} />
      <span className="num">{label}</span>
    </>
  );
}
