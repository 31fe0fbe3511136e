import { type ReactNode, useId } from 'react';
import {
  type ExportEnd,
  type ExportProgress,
  shortestReason,
} from '../../../shared/contract/exports/schemas.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useText } from '../../parts/use-text.ts';
import './export.css';
import type { ExportRun } from './export-run.ts';

export interface ExportFormProps {
  readonly run: ExportRun;
  /** What the file holds, before anything is asked. */
  readonly what: string;
  readonly reasonHint: string;
  /** What is still to be chosen; `null` = nothing but the reason. */
  readonly missing?: string | null;
  readonly children?: ReactNode;
  doneWords(end: ExportEnd): string;
  runningWords(progress: ExportProgress): string;
  onReason(reason: string): void;
  onStart(): void;
  onStop(): void;
  onClose(): void;
}

/** A file is taken out of the house: what is in it, why, how far it is, and the way to stop it. */
export function ExportForm({ run, missing = null, children, ...props }: ExportFormProps) {
  const t = useText();
  const id = useId();
  const { reason, phase } = run;
  const isRunning = phase === 'running';
  const isReasonMissing = reason.trim().length < shortestReason;
  const lacks = missing ?? (isReasonMissing ? t('tickets.exports.reasonMissing') : null);
  return (
    <form
      className="export"
      onSubmit={(event) => {
        event.preventDefault();
        if (lacks === null && !isRunning) props.onStart();
      }}
    >
      <p className="export__hint">{props.what}</p>
      <fieldset className="export__fields" disabled={isRunning}>
        {children}
        <div className="export__reason">
          <label htmlFor={id}>{t('tickets.exports.reason')}</label>
          <input
            id={id}
            className="input"
            autoComplete="off"
            maxLength={200}
            placeholder={props.reasonHint}
            value={reason}
            onChange={({ target }) => props.onReason(target.value)}
          />
        </div>
      </fieldset>
      <div role="status" className="export__state">
        <Progress run={run} doneWords={props.doneWords} runningWords={props.runningWords} />
      </div>
      <div className="dialog__acts">
        {!isRunning && lacks !== null && phase !== 'done' && (
          <span className="export__missing">{lacks}</span>
        )}
        <button type="button" className="button" onClick={props.onClose}>
          {t('tickets.exports.close')}
        </button>
        {isRunning ? (
          <button type="button" className="button" onClick={props.onStop}>
            {t('tickets.exports.stop')}
          </button>
        ) : (
          <button type="submit" className="button button--main" disabled={lacks !== null}>
            {t('tickets.exports.start')}
          </button>
        )}
      </div>
    </form>
  );
}

function Progress({
  run: { phase, progress, end, failure },
  doneWords,
  runningWords,
}: Pick<ExportFormProps, 'run' | 'doneWords' | 'runningWords'>) {
  const t = useText();
  if (phase === 'failed' && failure)
    return <ErrorNotice code={failure} lead={t('tickets.exports.failed')} />;
  if (phase === 'stopped') return t('tickets.exports.stopped');
  if (phase === 'done' && end)
    return (
      <>
        {doneWords(end)}
        <span className="export__hash num">{t('tickets.exports.hash', { hash: end.sha256 })}</span>
      </>
    );
  if (phase !== 'running') return null;
  const { done, total } = progress ?? { done: 0, total: null };
  const label = runningWords({ done, total });
  return (
    <>
      <progress aria-label={label} max={total ?? 1} {...(total === null ? {} : { value: done })} />
      <span className="num">{label}</span>
    </>
  );
}
