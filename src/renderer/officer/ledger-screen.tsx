import { useEffect, useState } from 'react';
import type { ExchangeLine } from '../../shared/contract/city/schemas.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { NewerOlder } from '../ui/pager.tsx';
import { fullTime } from '../ui/format.ts';
import { sizeText } from '../parts/size-text.ts';
import { Segments } from '../ui/segments.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { useLedger } from './use-office.ts';
import {
  exchangeKind,
  exchangeSystem,
  fileFault,
  filesRefused,
  lineReason,
} from './exchange-words.ts';

/** 外部往来: what the hub and other systems have said to each other; first what needs somebody, with its reason and its raw text. */
export function LedgerScreen() {
  const t = useText();
  const { isBusy, failure, needsSomebody, lines, next, trail, openId, look, older, newer } =
    useLedger();
  useEffect(() => void look(true), [look]);
  const opened = lines?.find(({ exchangeId }) => exchangeId === openId);
  return (
    <section className="panel opanel" aria-label={t('officer.ledger.title')} aria-busy={isBusy}>
      <div className="panel__head">
        <h2 className="panel__title">{t('officer.ledger.title')}</h2>
        <span className="panel__note">{t('officer.ledger.note')}</span>
      </div>
      <div className="toolbar">
        <Segments
          label={t('officer.ledger.which')}
          value={needsSomebody ? 'some' : 'all'}
          options={[
            { value: 'some', label: t('officer.ledger.some') },
            { value: 'all', label: t('officer.ledger.all') },
          ]}
          onChange={(which) => void look(which === 'some')}
        />
      </div>
      {failure && <FailureNotice code={failure.code} />}
      <div className="panel__body" tabIndex={0} role="group" aria-label={t('officer.ledger.title')}>
        {lines === null && <EmptyState title={t('department.loading')} />}
        {lines?.length === 0 && (
          <EmptyState
            title={t(needsSomebody ? 'officer.ledger.fine' : 'officer.ledger.none')}
            hint={t(needsSomebody ? 'officer.ledger.fineHint' : 'officer.ledger.noneHint')}
          />
        )}
        {lines !== null && lines.length > 0 && <Lines lines={lines} />}
      </div>
      {opened && <Raw line={opened} />}
      <NewerOlder
        newer={isBusy || trail.length < 2 ? null : () => void newer()}
        older={isBusy || next === null ? null : () => void older()}
        words={{ newer: t('audit.newer'), older: t('audit.older') }}
      />
    </section>
  );
}

const columns = ['at', 'way', 'kind', 'no', 'state', 'reason', 'tries', 'acts'] as const;

function Lines({ lines }: { readonly lines: readonly ExchangeLine[] }) {
  const t = useText();
  return (
    <table className="table ocards">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`officer.ledger.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.exchangeId} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line }: { readonly line: ExchangeLine }) {
  const t = useText();
  const { openId, open } = useLedger();
  const isOpen = openId === line.exchangeId;
  const tone = { done: 'good', waiting: 'warn', refused: 'bad', unreadable: 'bad' }[line.state];
  return (
    <tr>
      <td data-head={t('officer.ledger.columns.at')} className="num nowrap">
        {fullTime(line.at)}
      </td>
      <td data-head={t('officer.ledger.columns.way')} className="nowrap">
        {t(`officer.ledger.ways.${line.direction}`, { system: exchangeSystem(line, t) })}
      </td>
      <td data-head={t('officer.ledger.columns.kind')}>{exchangeKind(line, t)}</td>
      <td data-head={t('officer.ledger.columns.no')} className="num">
        {line.cityNo ?? '—'}
      </td>
      <td data-head={t('officer.ledger.columns.state')}>
        <span className={`tag tag--${tone}`}>{t(`officer.ledger.states.${line.state}`)}</span>
        {line.settledAt !== null && (
          <span className="panel__note"> {t('officer.ledger.settled')}</span>
        )}
      </td>
      <td data-head={t('officer.ledger.columns.reason')}>{lineReason(line, t)}</td>
      <td data-head={t('officer.ledger.columns.tries')} className="num">
        {line.tries}
        {line.state === 'waiting' && line.nextTryAt !== null && (
          <span className="panel__note">
            {' '}
            {t('officer.ledger.nextTry', { at: fullTime(line.nextTryAt).slice(5, 16) })}
          </span>
        )}
      </td>
      <td data-head={t('officer.ledger.columns.acts')}>
        <span className="orow">
          {line.raw !== null && (
            <button
              type="button"
              className="button button--small"
              aria-expanded={isOpen}
              onClick={() => open(isOpen ? null : line.exchangeId)}
            >
              {t('officer.ledger.raw')}
            </button>
          )}
          {(line.state !== 'done' || filesRefused(line) > 0) && <Acts line={line} />}
        </span>
      </td>
    </tr>
  );
}

function Acts({ line }: { readonly line: ExchangeLine }) {
  const t = useText();
  const { isBusy, sendAgain, settle } = useLedger();
  const [asking, setAsking] = useState<'again' | 'settle' | null>(null);
  const close = () => setAsking(null);
  const { exchangeId } = line;
  return (
    <>
      {/* Files that were not taken in are not kept: there is nothing to do once more. */}
      {!(line.state === 'done' && line.direction === 'in') && (
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setAsking('again')}
        >
          {t(`officer.ledger.again.${line.direction}`)}
        </button>
      )}
      {line.settledAt === null && (
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setAsking('settle')}
        >
          {t('officer.ledger.settle')}
        </button>
      )}
      {asking === 'again' && (
        <AskDialog
          title={t(`officer.ledger.again.${line.direction}`)}
          text={t(`officer.ledger.againAsk.${line.direction}`)}
          act={t(`officer.ledger.again.${line.direction}`)}
          busy={isBusy}
          onClose={close}
          onAct={() => void sendAgain(exchangeId).then(close)}
        />
      )}
      {asking === 'settle' && (
        <AskDialog
          title={t('officer.ledger.settle')}
          text={t('officer.ledger.settleAsk')}
          act={t('officer.ledger.settle')}
          reason={t('officer.ledger.settleReason')}
          busy={isBusy}
          onClose={close}
          onAct={(reason) => void settle(exchangeId, reason).then(close)}
        />
      )}
    </>
  );
}

/** As it was said, to the letter; laid out where it is JSON. */
function Raw({ line }: { readonly line: ExchangeLine }) {
  const t = useText();
  const { open } = useLedger();
  return (
    <section className="oraw" aria-label={t('officer.ledger.raw')}>
      <div className="orow">
        <h3>
          {t('officer.ledger.raw')} <span className="num">{line.cityNo}</span>
        </h3>
        <button type="button" className="button button--small" onClick={() => open(null)}>
          {t('department.cancel')}
        </button>
      </div>
      {line.files.length > 0 && <Files files={line.files} />}
      <pre tabIndex={0}>{laidOut(line.raw ?? '')}</pre>
    </section>
  );
}

function Files({ files }: { readonly files: ExchangeLine['files'] }) {
  const t = useText();
  return (
    <ul className="ofiles" aria-label={t('officer.ledger.files')}>
      {files.map((file, index) => (
        <li key={index}>
          {file.fileName}
          <span className="panel__note num">
            {file.byteLength === null ? '' : ` ${sizeText(file.byteLength)}`}
            {file.sha256 === null ? '' : ` SHA-256 ${file.sha256.slice(0, 16)}…`}
          </span>{' '}
          {t(`officer.ledger.fileStates.${file.state}`)}
          {file.state === 'refused' && `（${fileFault(file, t)}）`}
        </li>
      ))}
    </ul>
  );
}

function laidOut(raw: string): string {
  try {
    const said: unknown = JSON.parse(raw);
    return JSON.stringify(said, null, 2);
  } catch {
    return raw;
  }
}
