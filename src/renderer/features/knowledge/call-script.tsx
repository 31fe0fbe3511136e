import { useState } from 'react';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import {
  type HardCallKind,
  hardCallKinds,
  hardCalls,
  scriptSteps,
  stepDue,
} from '../../../shared/domain/calls/hard-calls.ts';
import { useDeskState, useNow, useTimed } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { duration } from '../../ui/format.ts';
import { currentCall } from '../../../shared/domain/seat/current-call.ts';

/** 话术: what to say in this phase of the call, and the scripts of calls that go another way. */
export function CallScript() {
  const t = useText();
  const call = useDeskState((desk) => currentCall(desk.phone.calls));
  const workNo = useDeskState((desk) => desk.user?.workNo ?? '');
  const wrapUp = useDeskState((desk) => desk.agent?.state === 'afterCallWork');
  const phase = useTimed((now) => phaseOf(call, { wrapUp, now }));
  const title = t('script.title', { phase: t(`script.phases.${phase}`) });
  return (
    <aside className="script" aria-label={title}>
      <h3>{title}</h3>
      <p>{t(`script.lines.${phase}`, { workNo })}</p>
      {call !== null && call.answeredAt !== null && <HardCalls key={call.callId} />}
    </aside>
  );
}

/** The sentence that must be said word for word stays for as long as it takes to say it. */
const openingMs = 10_000;

function phaseOf(call: CallView | null, { wrapUp, now }: { wrapUp: boolean; now: number }) {
  if (call === null) return wrapUp ? 'wrapUp' : 'idle';
  const { state, direction, answeredAt } = call;
  if (state === 'held') return 'held';
  const isOpening = answeredAt === null || now - answeredAt < openingMs;
  if (isOpening) return direction === 'inbound' ? 'opening' : 'dialling';
  return 'connected';
}

/** One press begins a script; its steps light up as their time comes, and nothing is done by itself. */
function HardCalls() {
  const t = useText();
  const now = useNow();
  const [begun, setBegun] = useState<{ kind: HardCallKind; at: number } | null>(null);
  return (
    <div className="script__hard">
      <div role="group" aria-label={t('script.hard.title')} className="script__kinds">
        {hardCallKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className={
              kind === 'danger' ? 'button button--small is-danger' : 'button button--small'
            }
            aria-pressed={begun?.kind === kind}
            onClick={() => setBegun(begun?.kind === kind ? null : { kind, at: now })}
          >
            {t(`script.hard.kinds.${kind}`)}
          </button>
        ))}
      </div>
      {begun && <Steps kind={begun.kind} elapsedMs={now - begun.at} />}
    </div>
  );
}

function Steps({ kind, elapsedMs }: { readonly kind: HardCallKind; readonly elapsedMs: number }) {
  const t = useText();
  const { afterMs, result } = hardCalls[kind];
  const due = stepDue(kind, elapsedMs);
  return (
    <>
      <ol className="script__steps" aria-live="polite">
        {scriptSteps.map((step) => (
          <li
            key={step}
            className={step === due ? 'is-due' : undefined}
            aria-current={step === due}
          >
            <span className="num">
              {afterMs[step] <= elapsedMs
                ? duration(afterMs[step])
                : `−${duration(afterMs[step] - elapsedMs)}`}
            </span>
            {t(`script.hard.steps.${kind}.${step}`)}
          </li>
        ))}
      </ol>
      {result && <p>{t('script.hard.afterwards', { result: t(`callResult.${result}`) })}</p>}
    </>
  );
}
