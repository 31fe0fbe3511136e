import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import {
  agentReasons,
  chosenStates,
  extensionReasons,
  mayChoose,
} from '../../../shared/domain/agents/agent-rules.ts';
import { orderBehind } from '../../../shared/domain/agents/agent-told.ts';
import type { AgentStateName, AgentView } from '../../../shared/domain/agents/agent-view.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { agentStore } from './agent-store.ts';
import { agentTime } from '../../../shared/domain/seat/agent-face.ts';
import { reasonText } from './agent-words.ts';
import { duration } from '../../ui/format.ts';

export interface StateMenuProps {
  readonly agent: AgentView;
  onClose(): void;
}

/** Planned lengths of a training, minutes. */
const trainingMinutes = [30, 60, 120] as const;

/** 状态菜单: what is, what may come next, and why something may not. Arrow keys move, Esc closes. */
export function StateMenu({ agent, onClose }: StateMenuProps) {
  const now = useNow();
  const t = useText();
  const panel = useRef<HTMLDivElement>(null);
  const talking = useDeskState((desk) =>
    desk.phone.calls.some((call) => call.answeredAt !== null && call.state !== 'ended'),
  );
  const busy = useFeatureState(agentStore).busy;
  useFocusInside(panel);
  useFocusKept(panel, busy);
  const time = agentTime(agent, now);
  const way = { up: 'since', down: 'left', over: 'over' } as const;
  return (
    <div
      ref={panel}
      className="statemenu"
      role="dialog"
      aria-label={t('agent.label')}
      tabIndex={-1}
      onKeyDown={(event) => moveOrClose(event, onClose)}
    >
      <p className="statemenu__now">
        <b>{t(`agent.states.${agent.state}`)}</b>
        {agent.reason !== '' && <span>{reasonText(t, agent.reason)}</span>}
        <span className="num">{t(`agent.${way[time.way]}`, { time: duration(time.ms) })}</span>
      </p>
      <Notes agent={agent} />
      {agent.state === 'afterCallWork' && !talking && <AfterCall agent={agent} />}
      <Refusal />
      {agent.state === 'signedOut' ? <SignIn /> : <Choices talking={talking} agent={agent} />}
    </div>
  );
}

function Notes({ agent }: { readonly agent: AgentView }) {
  const t = useText();
  const { ask, next } = agent;
  const order = useDeskState((desk) => orderBehind(agent, desk.told ?? []));
  const notes = [
    order && t('told.titles.order', { by: order.by, state: t(`agent.states.${order.to}`) }),
    order && order.why !== '' ? t('told.why', { why: order.why }) : null,
    agent.reason === 'missedRings' ? t('agent.missed', { count: agent.missedRings }) : null,
    agent.queueTold === false ? t('agent.queueWaiting') : null,
    next && t('agent.afterCall', { state: t(`agent.states.${next}`) }),
    ask && ask.answer !== 'granted'
      ? t(ask.answer === 'waiting' ? 'agent.askWaiting' : 'agent.askDenied', {
          state: t(`agent.states.${ask.to}`),
        })
      : null,
  ].filter((note) => note !== null);
  return notes.map((note) => (
    <p key={note} className="statemenu__note">
      {note}
    </p>
  ));
}

function AfterCall({ agent }: { readonly agent: AgentView }) {
  const t = useText();
  const { finish, extend, busy } = useFeatureState(agentStore);
  const after = t(`agent.states.${agent.next ?? 'ready'}`);
  return (
    <div className="statemenu__row">
      <button
        type="button"
        className="statemenu__main"
        disabled={busy}
        title={t('agent.finishHint', { state: after })}
        onClick={() => void finish()}
      >
        {t('agent.finish')} → {after}
      </button>
      <span className="statemenu__chips">
        <em>{t('agent.extend')}</em>
        {extensionReasons.map((reason) => (
          <button key={reason} type="button" disabled={busy} onClick={() => void extend(reason)}>
            {reasonText(t, reason)}
          </button>
        ))}
      </span>
    </div>
  );
}

/** Why the last wish was refused, and the way on. */
function Refusal() {
  const t = useText();
  const { refusal, busy, goAnyway, askLead } = useFeatureState(agentStore);
  const leads = useDeskState((desk) => desk.leads ?? null);
  if (!refusal) return null;
  const { title, effect } = errorCatalogue[refusal.code];
  const isAlone = refusal.code === 'agent.lastReady' && leads === 0;
  return (
    <div className="statemenu__refusal" role="alert">
      <b>{title}</b>
      <span>{effect}</span>
      {refusal.code === 'agent.lastReady' && (
        <button type="button" disabled={busy} onClick={() => void askLead()}>
          {t('agent.askLead')}
        </button>
      )}
      {isAlone && <span>{t('agent.noLead')}</span>}
      {(refusal.code === 'agent.guardUnknown' || isAlone) && (
        <button type="button" disabled={busy} onClick={() => void goAnyway()}>
          {t('agent.anyway')}
        </button>
      )}
    </div>
  );
}

function SignIn() {
  const t = useText();
  const { signIn, busy } = useFeatureState(agentStore);
  return (
    <div className="statemenu__row">
      <button
        type="button"
        className="statemenu__main"
        disabled={busy}
        onClick={() => void signIn()}
      >
        {t('agent.signIn')}
      </button>
    </div>
  );
}

interface ChoiceProps {
  readonly state: AgentStateName;
  readonly agent: AgentView;
}

function Choices({ talking, agent }: { readonly talking: boolean; readonly agent: AgentView }) {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role ?? 'agent');
  const states = [...chosenStates.filter((state) => mayChoose(role, state)), 'signedOut'] as const;
  return (
    <>
      <p className="statemenu__head">{t(talking ? 'agent.whileTalking' : 'agent.choose')}</p>
      <div className="statemenu__plain">
        {states
          .filter((state) => agentReasons[state].length === 0)
          .map((state) => (
            <PlainChoice key={state} state={state} agent={agent} />
          ))}
      </div>
      {states
        .filter((state) => agentReasons[state].length > 0)
        .map((state) => (
          <ReasonedChoice key={state} state={state} agent={agent} />
        ))}
    </>
  );
}

function PlainChoice({ state, agent }: ChoiceProps) {
  const t = useText();
  const { choose, busy } = useFeatureState(agentStore);
  return (
    <button
      type="button"
      className={`statemenu__state statemenu__state--${state}`}
      disabled={busy}
      aria-pressed={agent.state === state}
      onClick={() => void choose({ to: state, reason: '', minutes: null })}
    >
      <i className="pill__shape" aria-hidden />
      {t(`agent.states.${state}`)}
    </button>
  );
}

/** A state that needs a reason: one press on the reason is the whole choice. */
function ReasonedChoice({ state, agent }: ChoiceProps) {
  const t = useText();
  const { choose, busy } = useFeatureState(agentStore);
  const [minutes, setMinutes] = useState<number>(trainingMinutes[0]);
  const word = t(`agent.states.${state}`);
  const planned = state === 'training' ? minutes : null;
  return (
    <div className="statemenu__row" role="group" aria-label={word}>
      <span className={`statemenu__state statemenu__state--${state}`}>
        <i className="pill__shape" aria-hidden />
        {word}
      </span>
      <span className="statemenu__chips">
        {agentReasons[state].map((reason) => (
          <button
            key={reason}
            type="button"
            disabled={busy}
            aria-pressed={agent.state === state && agent.reason === reason}
            onClick={() => void choose({ to: state, reason, minutes: planned })}
          >
            {reasonText(t, reason)}
          </button>
        ))}
        {planned !== null && (
          <select
            aria-label={t('agent.planned')}
            value={minutes}
            onChange={(event) => setMinutes(Number(event.target.value))}
          >
            {trainingMinutes.map((count) => (
              <option key={count} value={count}>
                {t('agent.minutes', { count })}
              </option>
            ))}
          </select>
        )}
      </span>
    </div>
  );
}

/** The menu takes the keyboard when it opens, and gives it back to where somebody was typing when it closes. */
function useFocusInside(panel: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const frame = panel.current;
    const before = document.activeElement;
    frame?.querySelector('button')?.focus();
    return () => {
      // A pressed button that was put out of use has lost the keyboard to the page.
      const { activeElement: now } = document;
      const isOurs = now === document.body || (frame?.contains(now) ?? false);
      if (isOurs && before instanceof HTMLElement) before.focus();
    };
  }, [panel]);
}

/** The pressed button was out of use meanwhile and has lost the keyboard: the menu takes it, or Escape would not close it. */
function useFocusKept(panel: RefObject<HTMLElement | null>, busy: boolean): void {
  useLayoutEffect(() => {
    if (!busy && document.activeElement === document.body) panel.current?.focus();
  }, [panel, busy]);
}

function moveOrClose(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  if (event.key === 'Escape') {
    event.stopPropagation();
    return close();
  }
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  if (event.target instanceof HTMLSelectElement) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((at + step) % buttons.length)?.focus();
}
