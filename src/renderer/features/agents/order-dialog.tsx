import { type FormEvent, useId, useState } from 'react';
import { cleanLine } from '../../../shared/clean-text.ts';
import { isOnPost, mayChoose } from '../../../shared/domain/agents/agent-rules.ts';
import {
  type AgentStateName,
  type TeamMember,
  agentStates,
} from '../../../shared/domain/agents/agent-view.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { agentStore } from './agent-store.ts';

export interface OrderDialogProps {
  readonly member: TeamMember;
  /** Chosen beforehand: to take an order back. */
  readonly to: AgentStateName | null;
  readonly why: string;
  /** Others whom a call reaches. */
  readonly othersOnPost: number;
}

/** The lead's order, with the person's name, a reason and a confirmation. Nobody is signed in by it: the person is asked to. */
export function OrderDialog({ member, to: chosen, why: given, othersOnPost }: OrderDialogProps) {
  const t = useText();
  const { force, order, busy } = useFeatureState(agentStore);
  const { displayName: name, workNo, role, agent } = member;
  const isOut = agent.state === 'signedOut';
  const [to, setTo] = useState<AgentStateName | null>(isOut ? 'ready' : chosen);
  const [why, setWhy] = useState(given);
  const hint = useId();
  const isReady = to !== null && cleanLine(why).trim() !== '' && !busy;
  const close = () => order(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) void force({ workNo, to, why: cleanLine(why).trim(), from: agent.state });
  };
  const states = agentStates.filter(
    (state) => mayChoose(role, state) && (state !== agent.state || state === chosen),
  );
  const title = t(isOut ? 'team.recallTitle' : 'team.orderTitle', { name, workNo });
  return (
    <Dialog title={title} onClose={close}>
      <form onSubmit={submit}>
        <p>{t('team.stands', { state: t(`agent.states.${agent.state}`) })}</p>
        {!isOut && (
          <fieldset className="order__states">
            <legend>{t('team.setTo')}</legend>
            {states.map((state) => (
              <label key={state}>
                <input
                  type="radio"
                  name="to"
                  checked={to === state}
                  onChange={() => setTo(state)}
                />
                {t(`agent.states.${state}`)}
              </label>
            ))}
          </fieldset>
        )}
        <label className="order__why">
          {t('team.why')}
          <input
            className="input"
            autoComplete="off"
            maxLength={80}
            value={why}
            aria-describedby={hint}
            onChange={(event) => setWhy(event.target.value)}
          />
        </label>
        <p id={hint} className="order__hint">
          {t('team.whyHint')}
        </p>
        <Consequence member={member} to={to} othersOnPost={othersOnPost} />
        <div className="dialog__acts">
          <button type="button" className="button" onClick={close}>
            {t('common.cancel')}
          </button>
          <button type="submit" className="button button--main" disabled={!isReady}>
            {isOut
              ? t('team.recall')
              : t('team.confirm', { state: to ? t(`agent.states.${to}`) : '…' })}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the order does, and what it cannot do. */
function Consequence({
  member,
  to,
  othersOnPost,
}: Pick<OrderDialogProps, 'member' | 'to' | 'othersOnPost'>) {
  const t = useText();
  const { agent, talking } = member;
  const isOut = agent.state === 'signedOut';
  const leaves = to !== null && !isOut && !isOnPost(to, null);
  const lines = [
    isOut ? t('team.cannotSignIn') : null,
    talking ? t('team.afterTalk') : null,
    to === 'signedOut' ? t('team.cannotUndo') : null,
    leaves && othersOnPost === 0 ? t('team.leavesNobody') : null,
  ].filter((words) => words !== null);
  return lines.map((words) => (
    <p key={words} className="order__effect">
      {words}
    </p>
  ));
}
