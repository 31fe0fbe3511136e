import { mayChoose } from '../../../shared/domain/agents/agent-rules.ts';
import {
  type AgentStateName,
  type TeamMember,
  agentStates,
} from '../../../shared/domain/agents/agent-view.ts';
import { faceWord, seatWord, useSeatReason } from '../../parts/face-words.ts';
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
  const kind = memberKind(member);
  return (
    <tr className={agent.ask?.answer === 'waiting' ? 'is-asking' : undefined}>
      <td className="nowrap">
        <span className="num">{member.workNo}</span> {member.displayName}
      </td>
      <td>
        <span className={`team__state team__state--${kind}`}>
          <i aria-hidden />
          {faceWord(t, kind)}
        </span>
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
      className={grant ? 'button button--main' : 'button'}
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

function SetState({ member }: { readonly member: TeamMember }) {
  const t = useText();
  const { force, busy } = useFeatureState(agentStore);
  const choices = agentStates.filter(
    (state) => mayChoose(member.role, state) && state !== member.agent.state,
  );
  const handle = (value: string) => {
    const to = choices.find((state): state is AgentStateName => state === value);
    if (to) void force(member.workNo, to);
  };
  return (
    <select
      className="team__set"
      value=""
      disabled={busy || member.silent || member.agent.state === 'signedOut'}
      aria-label={t('team.setTo', { name: member.displayName })}
      onChange={(event) => handle(event.target.value)}
    >
      <option value="">{t('team.setChoose')}</option>
      {choices.map((state) => (
        <option key={state} value={state}>
          {t(`agent.states.${state}`)}
        </option>
      ))}
    </select>
  );
}
