import { useEffect } from 'react';
import type { SignAlarm } from '../../../shared/domain/tickets/sign-alarm.ts';
import { useDeskState, useTimedSlowly, useView } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { agentStore } from './agent-store.ts';
import { Card } from './told-card.tsx';

/** What waits to be signed, unless it was put away; one that runs out sooner comes back. */
export function useSignDue(): SignAlarm | null {
  const alarm = useDeskState((desk) => desk.signAlarm ?? null);
  const { hiddenSignDue } = useFeatureState(agentStore);
  return alarm !== null && alarm.firstDueAt !== hiddenSignDue ? alarm : null;
}

/** 待签收 before its limit runs out, on whatever screen one is; the window's title says it where the window stands behind others. */
export function SignDue({ alarm: { count, firstDueAt } }: { readonly alarm: SignAlarm }) {
  const t = useText();
  const go = useView((state) => state.go);
  const { hideSignDue } = useFeatureState(agentStore);
  const isLate = useTimedSlowly((now) => now > firstDueAt);
  const title = t('told.signDue', { count });
  useEffect(() => {
    const before = document.title;
    document.title = `● ${title}`;
    return () => {
      document.title = before;
    };
  }, [title]);
  return (
    <Card
      tone={isLate ? 'fault' : 'warn'}
      title={title}
      text={t(isLate ? 'told.signLate' : 'told.signBy', { time: clockTime(firstDueAt) })}
      at={firstDueAt}
    >
      <button type="button" className="button button--main" onClick={() => go('workbench')}>
        {t('told.signGo')}
      </button>
      <button type="button" className="button" onClick={() => hideSignDue(firstDueAt)}>
        {t('told.seen')}
      </button>
    </Card>
  );
}
