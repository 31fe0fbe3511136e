import { useId } from 'react';
import type { Skipped } from '../../../shared/domain/tickets/merge.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { bulkActs, bulkForm, mayBeMain, mostChosen, ofLead } from './bulk-acts.ts';
import { bulkStore } from './bulk-store.ts';
import './bulk.css';
import { StepPanel } from './step-panel.tsx';
import './steps.css';

/** What is done to the chosen rows: which act, what it asks, what will happen and what cannot, and what became of it. */
export function BulkPanel({ total }: { readonly total: number }) {
  const t = useText();
  const bulk = useFeatureState(bulkStore);
  const role = useDeskState((desk) => desk.user?.role);
  const { chosen, act, isBusy, failure, result, preview } = bulk;
  if (chosen.length === 0 && result === null) return null;
  const able = bulkActs.filter((one) => role === 'lead' || !ofLead.includes(one));
  const mostOfAll = Math.min(total, mostChosen);
  return (
    <section className="bulk" aria-label={t('bulk.title')}>
      {chosen.length > 0 && (
        <div className="bulk__row">
          <b role="status">{t('bulk.chosen', { count: chosen.length })}</b>
          {able.map((one) => (
            <button
              key={one}
              type="button"
              className="button button--small"
              disabled={isBusy || (one === 'merge' && chosen.length < 2)}
              aria-pressed={act === one}
              onClick={() => bulk.begin(one)}
            >
              {t(`bulk.acts.${one}`)}
            </button>
          ))}
          {chosen.length < mostOfAll && (
            <button
              type="button"
              className="button button--small"
              disabled={isBusy}
              onClick={() => void bulk.chooseAll()}
            >
              {t(total > mostChosen ? 'bulk.most' : 'bulk.all', { count: mostOfAll })}
            </button>
          )}
          <button
            type="button"
            className="button button--small"
            disabled={isBusy}
            onClick={() => bulk.choose([])}
          >
            {t('bulk.clear')}
          </button>
        </div>
      )}
      {failure && <ErrorNotice code={failure} lead={t('bulk.failed')} />}
      {result && <BulkResultLine />}
      {act !== null && preview === null && <BulkAsk />}
      {preview !== null && <BulkPreview />}
    </section>
  );
}

function BulkAsk() {
  const t = useText();
  const { act, chosen, values, isBusy, type, look, begin } = useFeatureState(bulkStore);
  const [first] = chosen;
  if (act === null || !first) return null;
  if (act === 'merge') return <MergeAsk />;
  return (
    <StepPanel
      key={act}
      form={bulkForm(act)}
      ticket={first}
      values={values}
      isBusy={isBusy}
      submit={t('bulk.look')}
      onTyped={type}
      onTaken={() => void look()}
      onCancel={() => begin(null)}
    />
  );
}

function MergeAsk() {
  const t = useText();
  const id = useId();
  const { chosen, mainId, values, isBusy, type, setMain, look, begin } = useFeatureState(bulkStore);
  const reason = values['reason'] ?? '';
  return (
    <form
      className="step"
      aria-label={t('flow.acts.absorb')}
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === '') document.getElementById(`${id}-reason`)?.focus();
        else void look();
      }}
      onKeyDown={({ key, nativeEvent }) => {
        if (key === 'Escape' && !nativeEvent.isComposing) begin(null);
      }}
    >
      <div className="step__fields">
        <div className="field">
          <label htmlFor={`${id}-main`}>{t('bulk.main')}</label>
          <select
            id={`${id}-main`}
            className="input"
            autoFocus
            value={mainId ?? ''}
            onChange={({ target }) => setMain(target.value)}
          >
            {chosen
              .filter(({ state }) => mayBeMain(state))
              .map(({ ticketId, ticketNo, address, content }) => (
                <option key={ticketId} value={ticketId}>
                  {[ticketNo, address, content.slice(0, 20)].filter(Boolean).join(' ')}
                </option>
              ))}
          </select>
          <p className="bulk__hint">{t('bulk.mainHint', { count: chosen.length - 1 })}</p>
        </div>
        <div className="field">
          <label htmlFor={`${id}-reason`}>
            {t('bulk.reason')}
            <span aria-hidden> *</span>
          </label>
          <input
            id={`${id}-reason`}
            className="input"
            autoComplete="off"
            maxLength={200}
            aria-required
            value={reason}
            onChange={({ target }) => type({ reason: target.value })}
          />
        </div>
      </div>
      <div className="step__foot">
        <button type="submit" className="button button--main" disabled={isBusy}>
          {t(isBusy ? 'bulk.looking' : 'bulk.look')}
        </button>
        <button type="button" className="button" onClick={() => begin(null)}>
          {t('ticket.cancel')}
        </button>
      </div>
    </form>
  );
}

function BulkPreview() {
  const t = useText();
  const { act, preview, isBusy, progress, back, run } = useFeatureState(bulkStore);
  if (act === null || preview === null) return null;
  const { fit, skipped } = preview;
  const name = t(act === 'merge' ? 'flow.acts.absorb' : `flow.acts.${act}`);
  return (
    <div className="bulk__preview" role="group" aria-label={t('bulk.look')}>
      <p role="status">
        <b>{t('bulk.can', { count: fit.length })}</b>
        {skipped.length > 0 && <> · {t('bulk.cannot', { count: skipped.length })}</>}
      </p>
      {preview.refused && <ErrorNotice code={preview.refused} lead={t('bulk.failed')} />}
      <Reasons skipped={skipped} />
      <div className="step__foot">
        {fit.length > 0 && (
          <button
            type="button"
            className="button button--main"
            autoFocus
            disabled={isBusy}
            // A key that is held down from the preview is no second decision.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
            onClick={() => void run()}
          >
            {isBusy
              ? t('bulk.running', { done: progress, count: fit.length })
              : t('bulk.confirm', { act: name, count: fit.length })}
          </button>
        )}
        <button type="button" className="button" disabled={isBusy} onClick={back}>
          {t('bulk.edit')}
        </button>
        <span className="bulk__hint">
          {t(act === 'merge' ? 'bulk.splitOne' : 'bulk.notUndone')}
        </span>
      </div>
    </div>
  );
}

function BulkResultLine() {
  const t = useText();
  const { result, preview } = useFeatureState(bulkStore);
  if (result === null || preview !== null) return null;
  const { done, skipped, isWaiting } = result;
  return (
    <div className="bulk__preview">
      <p role="status">
        <b>{t(isWaiting ? 'bulk.waiting' : 'bulk.done', { count: done })}</b>
        {skipped.length > 0 && <> · {t('bulk.left', { count: skipped.length })}</>}
      </p>
      <Reasons skipped={skipped} />
    </div>
  );
}

/** Why not, each reason once, with the numbers of the first ones. */
function Reasons({ skipped }: { readonly skipped: readonly Skipped[] }) {
  const t = useText();
  const chosen = useFeatureState(bulkStore).chosen;
  const numbers = new Map(chosen.map(({ ticketId, ticketNo }) => [ticketId, ticketNo]));
  const codes = [...new Set(skipped.map(({ code }) => code))];
  return (
    codes.length > 0 && (
      <ul className="bulk__reasons">
        {codes.map((code) => {
          const of = skipped.filter((one) => one.code === code);
          const named = of.slice(0, 5).flatMap(({ ticketId }) => numbers.get(ticketId) ?? []);
          return (
            <li key={code}>
              {t('bulk.reasonOf', { count: of.length, reason: errorCatalogue[code].title })}
              <span className="num"> {named.join('、')}</span>
            </li>
          );
        })}
      </ul>
    )
  );
}
