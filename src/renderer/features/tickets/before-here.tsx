import { useEffect, useState } from 'react';
import type {
  DepartmentTimes,
  PlaceHistory,
} from '../../../shared/domain/incidents/place-history.ts';
import { useStores } from '../../parts/desk-context.ts';
import { useDepartmentName } from '../../parts/use-departments.ts';
import { useText } from '../../parts/use-text.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import './hints.css';
import { typedOf } from './use-hints.ts';

/** 此地此事以前: who handled it, who gave it back, and whom that suggests. A person takes it over. */
export function BeforeHere({
  sheet,
  chosen,
  onTake,
}: {
  readonly sheet: Sheet;
  readonly chosen: string;
  onTake(departmentId: string): void;
}) {
  const t = useText();
  const departmentName = useDepartmentName();
  const history = useHistory(sheet);
  if (history === null) return null;
  const { times, lastNo, finishedBy, returnedBy, suggestion } = history;
  if (times === 0 && suggestion === null) return null;
  const listed = (of: readonly DepartmentTimes[]) =>
    of
      .map((one) => t('before.times', { name: departmentName(one.departmentId), count: one.times }))
      .join('、');
  return (
    <section className="before" aria-label={t('before.title')}>
      {times > 0 && <p>{t('before.count', { count: times, no: lastNo ?? '' })}</p>}
      {finishedBy.length > 0 && <p>{t('before.finished', { list: listed(finishedBy) })}</p>}
      {returnedBy.length > 0 && <p>{t('before.returned', { list: listed(returnedBy) })}</p>}
      {suggestion && (
        <p>
          {t(`before.suggestion.${suggestion.why}`, {
            name: departmentName(suggestion.departmentId),
          })}{' '}
          {chosen !== suggestion.departmentId && (
            <button type="button" className="link" onClick={() => onTake(suggestion.departmentId)}>
              {t('before.take')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

function useHistory(sheet: Sheet): PlaceHistory | null {
  const { api } = useStores().deps;
  const [history, setHistory] = useState<PlaceHistory | null>(null);
  const key = JSON.stringify(typedOf(sheet));
  useEffect(() => {
    let isWanted = true;
    api.incidents.history(typedOf(sheet)).then(
      (found) => isWanted && setHistory(found),
      // Nothing is known of before: the form is as it was.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
    // `key` says all that is typed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [api, key]);
  return history;
}
