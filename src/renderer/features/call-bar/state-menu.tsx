import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import {
  agentReasons,
  chosenStates,
  extensionReasons,
  mayChoose,
} from '../../../shared/domain/agent-rules.ts';
import type { AgentStateName, AgentView } from '../../../shared/domain/agent-view.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useStores } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';
import { agentTime } from '../../stores/agent-pill.ts';
import { reasonText } from '../../stores/agent-words.ts';
import { duration } from '../../ui/format.ts';

export interface StateMenuProps {
  readonly agent: AgentView;
  readonly now: number;
  onClose(): void;
}

/** Planned lengths of a training, minutes. */
const trainingMinutes = [30, 60, 120] as const;

/** 状态菜单: what is, what may come next, and why something may not. Arrow keys move, Esc closes. */
export function StateMenu({ agent, now, onClose }: StateMenuProps) {
  const t = useText();
  const panel = useRef<HTMLDivElement>(null);
  const talking = useDeskState((desk) =>
    desk.phone.calls.some((call) => call.answeredAt !== null && call.state !== 'ended'),
  );
  useEffect(() => panel.current?.querySelector('button')?.focus(), []);
  const time = agentTime(agent, now);
  const way = { up: 'since', down: 'left', over: 'over' } as const;
  return (
    <div
      ref={panel}
      className="statemenu"
      role="dialog"
      aria-label={t('agent.label')}
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
  const notes = [
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
  const { finish, extend, busy } = useStore(useStores().agent);
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
  const { refusal, busy, goAnyway, askLead } = useStore(useStores().agent);
  if (!refusal) return null;
  const { title, effect } = errorCatalogue[refusal.code];
  return (
    <div className="statemenu__refusal" role="alert">
      <b>{title}</b>
      <span>{effect}</span>
      {refusal.code === 'agent.lastReady' && (
        <button type="button" disabled={busy} onClick={() => void askLead()}>
          {t('agent.askLead')}
        </button>
      )}
      {refusal.code === 'agent.guardUnknown' && (
        <button type="button" disabled={busy} onClick={() => void goAnyway()}>
          {t('agent.anyway')}
        </button>
      )}
    </div>
  );
}

function SignIn() {
  const t = useText();
  const { signIn, busy } = useStore(useStores().agent);
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

function Choices({ talking, agent }: { readonly talking: boolean; readonly agent: AgentView }) {
  const t = useText();
  const role = useDeskState((desk) => desk.user?.role ?? 'agent');
  return (
    <>
      <p className="statemenu__head">{t(talking ? 'agent.whileTalking' : 'agent.choose')}</p>
      {chosenStates
        .filter((state) => mayChoose(role, state))
        .map((state) => (
          <Choice key={state} state={state} current={agent} />
        ))}
      <Choice state="signedOut" current={agent} />
    </>
  );
}

function Choice({
  state,
  current,
}: {
  readonly state: AgentStateName;
  readonly current: AgentView;
}) {
  const t = useText();
  const { choose, busy } = useStore(useStores().agent);
  const reasons = agentReasons[state];
  const word = state === 'signedOut' ? t('agent.signOut') : t(`agent.states.${state}`);
  const isOn = current.state === state;
  const button = (reason: string, minutes: number | null, text: string) => (
    <button
      key={`${reason}${minutes}`}
      type="button"
      disabled={busy}
      aria-label={reason === '' ? text : `${word}：${text}`}
      aria-pressed={isOn && current.reason === reason}
      onClick={() => void choose({ to: state, reason, minutes })}
    >
      {text}
    </button>
  );
  return (
    <div className="statemenu__row">
      <span className={`statemenu__state pill--${state}`}>
        <i className="pill__shape" aria-hidden />
        {reasons.length > 0 && word}
      </span>
      <span className="statemenu__chips">
        {reasons.length === 0 && button('', null, word)}
        {state === 'training'
          ? reasons.flatMap((reason) =>
              trainingMinutes.map((minutes) =>
                button(
                  reason,
                  minutes,
                  `${reasonText(t, reason)} ${t('agent.minutes', { count: minutes })}`,
                ),
              ),
            )
          : reasons.map((reason) => button(reason, null, reasonText(t, reason)))}
      </span>
    </div>
  );
}

function moveOrClose(event: KeyboardEvent<HTMLDivElement>, close: () => void): void {
  if (event.key === 'Escape') {
    event.stopPropagation();
    return close();
  }
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((at + step) % buttons.length)?.focus();
}
