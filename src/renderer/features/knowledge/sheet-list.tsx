import { useId } from 'react';
import { shortestReason } from '../../../shared/contract/exports/schemas.ts';
import type { SheetRow } from '../../../shared/domain/knowledge/sheet-rows.ts';
import { sheetFaultWords } from '../../../shared/domain/knowledge/sheet-words.zh-cn.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { TextRow } from './entry-form.tsx';
import { Group } from './proposals-list.tsx';
import { isTakeable, sheetStore } from './sheet-store.ts';

const formats = ['xlsx', 'csv', 'csvGb18030'] as const;

/** 导入导出: the knowledge base as a sheet, and a sheet as changes that the lead looks through before they are taken. */
export function SheetList() {
  const t = useText();
  const { sheet, failure, isTooLarge } = useFeatureState(sheetStore);
  return (
    <>
      {failure && (
        <div className="knowledge__notice">
          <ErrorNotice code={failure} tone="warn" lead={t('sheet.failed')} />
        </div>
      )}
      {isTooLarge && (
        <p role="alert" className="knowledge__notice entryform__lacks">
          {t('sheet.tooLarge')}
        </p>
      )}
      {sheet === null ? (
        <>
          <ExportPart />
          <ImportPart />
        </>
      ) : (
        <Rows rows={sheet.rows} remark={sheet.remark} hasBad={sheet.returned !== null} />
      )}
    </>
  );
}

function ExportPart() {
  const t = useText();
  const { format, reason, end, phase, set, exportAll } = useFeatureState(sheetStore);
  const isShort = reason.trim().length < shortestReason;
  return (
    <form
      className="writing sheetpart"
      aria-label={t('sheet.export')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isShort) void exportAll();
      }}
    >
      <h3>{t('sheet.export')}</h3>
      <label className="entryform__field">
        <span>{t('sheet.format')}</span>
        <select
          className="input"
          value={format}
          onChange={({ target }) =>
            set({ format: formats.find((one) => one === target.value) ?? 'xlsx' })
          }
        >
          {formats.map((one) => (
            <option key={one} value={one}>
              {t(`sheet.formats.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <TextRow
        label={t('sheet.reason')}
        max={200}
        value={reason}
        onChange={(typed) => set({ reason: typed })}
      />
      <button type="submit" className="button button--small" disabled={isShort || phase !== 'idle'}>
        {t(phase === 'exporting' ? 'sheet.exporting' : 'sheet.exportNow')}
      </button>
      {end && (
        <p role="status" className="writing__hint">
          {t('sheet.exported', { name: end.fileName, count: end.rows })}
        </p>
      )}
    </form>
  );
}

function ImportPart() {
  const t = useText();
  const id = useId();
  const { phase, read } = useFeatureState(sheetStore);
  return (
    <section className="writing sheetpart" aria-labelledby={id}>
      <h3 id={id}>{t('sheet.import')}</h3>
      <p className="writing__hint">{t('sheet.importHint')}</p>
      <label className="entryform__field">
        <span>{t(phase === 'reading' ? 'sheet.reading' : 'sheet.choose')}</span>
        <input
          type="file"
          accept=".xlsx,.csv"
          disabled={phase !== 'idle'}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void read(file);
            // The same file may be chosen again, after it was corrected.
            target.value = '';
          }}
        />
      </label>
    </section>
  );
}

interface RowsProps {
  readonly rows: readonly SheetRow[];
  readonly remark: string;
  readonly hasBad: boolean;
}

function Rows({ rows, remark, hasBad }: RowsProps) {
  const t = useText();
  const { fileName, chosen, taken, phase, take, giveBack, close } = useFeatureState(sheetStore);
  const open = rows.filter((row) => isTakeable(row) && taken.get(row.row) !== 'taken');
  const bad = rows.filter(({ outcome }) => outcome === 'bad');
  const same = rows.filter(({ outcome }) => outcome === 'same').length;
  const count = open.filter(({ row }) => chosen.has(row)).length;
  const done = [...taken.values()].filter((became) => became === 'taken').length;
  return (
    <>
      <div className="sheetpart">
        <p className="writing__hint">
          {t('sheet.read', { name: fileName, rows: rows.length, same })}
        </p>
        {remark !== '' && <p className="entryform__lacks">{remark}</p>}
        {done > 0 && (
          <p role="status" className="knowledge__done">
            {t('sheet.taken', { count: done })}
          </p>
        )}
        <div className="sheetpart__acts">
          <button
            type="button"
            className="button button--main button--small"
            disabled={count === 0 || phase !== 'idle'}
            onClick={() => void take()}
          >
            {t(phase === 'taking' ? 'sheet.taking' : 'sheet.take', { count })}
          </button>
          {hasBad && (
            <button type="button" className="button button--small" onClick={giveBack}>
              {t('sheet.giveBack', { count: bad.length })}
            </button>
          )}
          <button type="button" className="button button--small" onClick={close}>
            {t('sheet.close')}
          </button>
        </div>
      </div>
      {open.length > 0 && (
        <Group title={t('sheet.open', { count: open.length })}>
          {open.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </Group>
      )}
      {bad.length > 0 && (
        <Group title={t('sheet.bad', { count: bad.length })}>
          {bad.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </Group>
      )}
    </>
  );
}

function Row({ row }: { readonly row: SheetRow }) {
  const t = useText();
  const { chosen, taken, shown, phase, toggle, set } = useFeatureState(sheetStore);
  const became = taken.get(row.row);
  const title = row.after.title || t('writing.untitled');
  return (
    <li aria-current={shown === row.row ? true : undefined}>
      <button type="button" className="kgroup__open" onClick={() => set({ shown: row.row })}>
        {title}
      </button>
      <p className="kgroup__facts num">
        <span>{t('sheet.row', { row: row.row })}</span>
        <span>{row.entryNo || t('sheet.newEntry')}</span>
        {isTakeable(row) && (
          <label>
            <input
              type="checkbox"
              checked={chosen.has(row.row)}
              disabled={phase !== 'idle'}
              onChange={() => toggle(row.row)}
            />{' '}
            {t('sheet.choosing')}
            <span className="sr-only">{title}</span>
          </label>
        )}
      </p>
      {row.faults.length > 0 && (
        <p className="entryform__lacks">
          {row.faults.map((fault) => sheetFaultWords[fault]).join('；')}
        </p>
      )}
      {became && became !== 'taken' && (
        <p role="alert" className="entryform__lacks">
          {t('sheet.notTaken', { why: errorCatalogue[became].title })}
        </p>
      )}
    </li>
  );
}
