import { useEffect, useState } from 'react';
import {
  type LimitKey,
  limitUnits,
  mostOf,
  outerLimits,
  paces,
} from '../../shared/domain/tickets/limits.ts';
import { clockSteps } from '../../shared/domain/tickets/ticket-work.ts';
import { FailureNotice } from '../page/failure-notice.tsx';
import { useDepartments } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { changeText } from './audit-detail.ts';
import { Changes, ConfirmPut } from './confirm-put.tsx';
import { limitKeyText } from './limit-text.ts';
import { limitChangesOf, limitOf, shownLimit, wrongLimitsOf } from './limits-store.ts';
import { useLimits } from './use-office.ts';

/** 时限预设: the presets of limits, from dispatch to end and step by step. A changed one counts for what begins after it. */
export function LimitsScreen() {
  const t = useText();
  const { isBusy, failure, known, look } = useLimits();
  useEffect(() => void look(), [look]);
  const { version = 0 } = known?.presets ?? {};
  return (
    <section className="panel opanel" aria-label={t('officer.limits.title')} aria-busy={isBusy}>
      <div className="panel__head">
        <h2 className="panel__title">{t('officer.limits.title')}</h2>
        <span className="panel__note">
          {t('officer.limits.toConfirm')}
          {known !== null &&
            version > 0 &&
            ` · ${t('officer.rules.version', {
              version,
              who: known.byWorkNo,
              at: fullTime(known.at).slice(0, 16),
            })}`}
        </span>
      </div>
      <p className="panel__note onote--plain">{t('officer.limits.note')}</p>
      {failure && <FailureNotice code={failure.code} />}
      <div className="panel__body" tabIndex={0} role="group" aria-label={t('officer.limits.title')}>
        {known === null ? (
          <EmptyState title={t('department.loading')} />
        ) : (
          <div className="olimitsets">
            <OuterTable />
            <StepsTable />
          </div>
        )}
      </div>
      <Unsaved />
    </section>
  );
}

/** From dispatch to end, and second handling: one limit each. */
function OuterTable() {
  const t = useText();
  const keys: readonly LimitKey[] = [...outerLimits, 'result.again'];
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('officer.limits.whole')}</th>
          <th scope="col">{t('officer.limits.limit')}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key}>
            <td>{limitKeyText(key, t)}</td>
            <td>
              <LimitField of={key} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function StepsTable() {
  const t = useText();
  return (
    <table className="table ocards">
      <thead>
        <tr>
          <th scope="col">{t('officer.limits.step')}</th>
          {paces.map((pace) => (
            <th key={pace} scope="col">
              {t(`officer.limits.paces.${pace}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clockSteps.map((step) => (
          <tr key={step}>
            <td>{t(`flow.steps.${step}`)}</td>
            {paces.map((pace) => (
              <td key={pace} data-head={t(`officer.limits.paces.${pace}`)}>
                <LimitField of={`${step}.${pace}`} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A number and its unit. */
function LimitField({ of }: { readonly of: LimitKey }) {
  const t = useText();
  const state = useLimits();
  const one = shownLimit(state, of);
  const name = limitKeyText(of, t);
  const isWrong = limitOf(one) === null;
  return (
    <span className="olimit">
      <input
        className="input num"
        aria-label={name}
        aria-invalid={isWrong}
        title={isWrong ? t('officer.limits.wrong', { most: mostOf[one.unit] }) : undefined}
        autoComplete="off"
        inputMode="numeric"
        maxLength={4}
        value={one.text}
        onChange={({ target }) =>
          state.type(of, { text: target.value.normalize('NFKC').trim(), unit: one.unit })
        }
      />
      <select
        className="input"
        aria-label={t('officer.limits.unitOf', { name })}
        value={one.unit}
        onChange={({ target }) =>
          state.type(of, {
            text: one.text,
            unit: limitUnits.find((unit) => unit === target.value) ?? one.unit,
          })
        }
      >
        {limitUnits.map((unit) => (
          <option key={unit} value={unit}>
            {t(`officer.limits.units.${unit}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

/** What is typed and not put in, what is no limit, and what somebody else has changed meanwhile. */
function Unsaved() {
  const t = useText();
  const departments = useDepartments();
  const state = useLimits();
  const { isBusy, theirs, drop, put } = state;
  const [isAsking, setAsking] = useState(false);
  const lines = limitChangesOf(state).map((line) => changeText(line, t, departments));
  const wrong = wrongLimitsOf(state);
  if (lines.length === 0 && wrong.length === 0) return null;
  return (
    <div className="ounsaved">
      {theirs.length > 0 && (
        <div className="onotice" role="alert">
          {t('officer.limits.theirs')}
          <Changes lines={theirs.map((line) => changeText(line, t, departments))} />
        </div>
      )}
      {wrong.map((key) => (
        <p key={key} className="field__error" role="alert">
          {t('officer.limits.wrongOf', {
            name: limitKeyText(key, t),
            most: mostOf[shownLimit(state, key).unit],
          })}
        </p>
      ))}
      <div className="orow">
        <span role="status">
          {lines.length > 0 && t('officer.rules.changed', { count: lines.length })}
        </span>
        <button
          type="button"
          className="button button--main"
          aria-haspopup="dialog"
          disabled={isBusy || wrong.length > 0}
          onClick={() => setAsking(true)}
        >
          {t('officer.rules.put')}
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={drop}>
          {t('officer.rules.drop')}
        </button>
      </div>
      {isAsking && (
        <ConfirmPut
          lines={lines}
          why={t('officer.limits.confirmWhy')}
          busy={isBusy}
          onPut={() => void put().then(() => setAsking(false))}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
