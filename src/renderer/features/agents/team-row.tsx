import type { TeamMember } from '../../../shared/domain/agents/agent-view.ts';
import { FaceMark } from '../../parts/face-mark.tsx';
import { seatWord, useSeatReason } from '../../parts/face-words.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { agentStore } from './agent-store.ts';
import { agentTime, memberKind } from '../../../shared/domain/seat/agent-face.ts';
import { memberLook } from '../../../shared/domain/seat/seat-look.ts';
import { reasonText } from './agent-words.ts';
import { duration } from '../../ui/format.ts';

/** One agent: state with shape and word, time in it, seat, ask, and the change that the lead may order. */
export function TeamRow({ member, now }: { readonly member: TeamMember; readonly now: number }) {
  const t = useText();
  const { agent } = member;
  const time = agentTime(agent, now);
  const over = time.way === 'over';
  return (
    <tr className={agent.ask?.answer === 'waiting' ? 'is-asking' : undefined}>
      <td className="nowrap">
        <span className="num">{member.workNo}</span> {member.displayName}
      </td>
      <td>
        <FaceMark kind={memberKind(member)} />
        {agent.reason !== '' && <span className="team__sub">{reasonText(t, agent.reason)}</span>}
        {member.talking && <span className="team__talk">{t('team.talking')}</span>}
        {agent.next && (
          <span className="team__sub">
            {t('agent.afterCall', { state: t(`agent.states.${agent.next}`) })}
          </span>
        )}
      </td>
      <td className={over ? 'nowrap num team__over' : 'nowrap num'}>
        {over ? t('agent.over', { time: duration(time.ms) }) : duration(now - agent.since)}
      </td>
      <td className="nowrap">
        <SeatWord member={member} />
      </td>
      <td>
        <AskCell member={member} />
      </td>
      <td>
        <SetState member={member} />
      </td>
    </tr>
  );
}

function SeatWord({ member }: { readonly member: TeamMember }) {
  const t = useText();
  const reasonText = useSeatReason();
  const look = memberLook(member);
  if (look === null) return <span className="team__bad">{t('team.silent')}</span>;
  return (
    <span className={`team__seat team__seat--${look}`}>
      {seatWord(t, look)}
      {!member.reachable && member.why && <small>{reasonText(member.why)}</small>}
    </span>
  );
}

function AskCell({ member }: { readonly member: TeamMember }) {
  const t = useText();
  const { answer, busy } = useFeatureState(agentStore);
  const { ask } = member.agent;
  if (!ask) return '—';
  const words = t('team.asks', {
    state: t(`agent.states.${ask.to}`),
    reason: reasonText(t, ask.reason),
  });
  if (ask.answer !== 'waiting')
    return (
      <span>
        {words} · {t(`team.${ask.answer}`)}
      </span>
    );
  const button = (grant: boolean) => (
    <button
      type="button"
      className={grant ? 'button button--small button--main' : 'button button--small'}
      disabled={busy}
      onClick={() => void answer({ workNo: member.workNo, askedAt: ask.askedAt }, grant)}
    >
      {t(grant ? 'team.grant' : 'team.deny')}
    </button>
  );
  return (
    <span className="team__ask">
      {words} {button(true)} {button(false)}
    </span>
  );
}

/** The lead's hand on it: a button that asks, and the way back from what was ordered last. */
function SetState({ member }: { readonly member: TeamMember }) {
  const t = useText();
  const { order, lastOrder, busy } = useFeatureState(agentStore);
  const { workNo, displayName: name, agent, silent } = member;
  const last = lastOrder?.workNo === workNo ? lastOrder : null;
  const isOut = agent.state === 'signedOut';
  const isDone = last !== null && (agent.state === last.to || agent.next === last.to);
  // After-call work begins by itself only; what follows it is 就绪.
  const back = last && (last.from === 'afterCallWork' ? 'ready' : last.from);
  return (
    <span className="team__set">
      <button
        type="button"
        className="button button--small"
        disabled={busy || silent}
        aria-label={t(isOut ? 'team.recallOf' : 'team.setOf', { name })}
        onClick={() => order({ workNo, to: null, why: '' })}
      >
        {t(isOut ? 'team.recall' : 'team.set')}
      </button>
      {last && !isDone && !isOut && <span className="team__sub">{t('team.ordered')}</span>}
      {back && back !== 'signedOut' && !isOut && (
        <button
          type="button"
          className="link"
          disabled={busy || silent}
          onClick={() => order({ workNo, to: back, why: t('team.takenBack') })}
        >
          {t('team.takeBack', { state: t(`agent.states.${back}`) })}
        </button>
      )}
    </span>
  );
}
