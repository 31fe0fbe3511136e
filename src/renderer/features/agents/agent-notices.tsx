import { useEffect, useRef } from 'react';
import {
  type AgentNotice,
  type AgentTold,
  agentNotices,
} from '../../../shared/domain/agents/agent-told.ts';
import type { TeamMember } from '../../../shared/domain/agents/agent-view.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { chime } from '../../ui/chime.ts';
import './agent-notices.css';
import { agentStore } from './agent-store.ts';
import { reasonText } from './agent-words.ts';
import { SignDue, useSignDue } from './sign-due.tsx';
import { Card } from './told-card.tsx';

/**
 * The one place where the agent is told what became of her or his state by others: made 示忙 and why, changed by whom, asked and
 * answered; a lead, who asks; and that something waits to be signed. It lies over the caller's column, so that nothing moves that somebody types or aims at.
 */
export function AgentNotices() {
  const t = useText();
  const { hiddenRings, refusal } = useFeatureState(agentStore);
  const desk = useDeskState((state) => state);
  const { agent, told = [], leads = null, sync, user } = desk;
  const notices = agentNotices({ agent, told, leads, hubAway: sync.hub === 'offline' }).filter(
    (notice) => notice.kind !== 'missedRings' || notice.at !== hiddenRings,
  );
  const asking = (desk.team ?? []).filter(
    (one) => one.agent.ask?.answer === 'waiting' && one.workNo !== user?.workNo,
  );
  const signDue = useSignDue();
  useChimeFor([
    ...notices.filter(({ kind }) => kind !== 'waiting').map(keyOf),
    ...asking.map((one) => `${one.workNo}:${one.agent.ask?.askedAt}`),
    ...(signDue === null ? [] : [`sign:${signDue.firstDueAt}`]),
  ]);
  if (notices.length + asking.length === 0 && signDue === null) return null;
  return (
    <section className="told" aria-label={t('told.label')}>
      {notices.map((notice) => (
        <NoticeCard key={keyOf(notice)} notice={notice} />
      ))}
      {asking.map((member) => (
        <Asking key={member.workNo} member={member} />
      ))}
      {signDue && <SignDue alarm={signDue} />}
      {refusal && (
        <p className="told__refusal" role="alert">
          {errorCatalogue[refusal.code].title}。{errorCatalogue[refusal.code].action}
        </p>
      )}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: AgentNotice }) {
  switch (notice.kind) {
    case 'missedRings':
      return <MissedRings notice={notice} />;
    case 'told':
      return <Told told={notice.told} />;
    case 'waiting':
      return <Waiting notice={notice} />;
  }
}

function MissedRings({
  notice: { count, at },
}: {
  readonly notice: Extract<AgentNotice, { kind: 'missedRings' }>;
}) {
  const t = useText();
  const { choose, hideRings, busy } = useFeatureState(agentStore);
  return (
    <Card tone="fault" title={t('told.missed', { count })} text={t('told.missedText')} at={at}>
      <button
        type="button"
        className="button button--main"
        disabled={busy}
        onClick={() => void choose({ to: 'ready', reason: '', minutes: null })}
      >
        {t('told.backToReady')}
      </button>
      <button type="button" className="button" onClick={() => hideRings(at)}>
        {t('told.stayNotReady')}
      </button>
    </Card>
  );
}

function Told({ told }: { readonly told: AgentTold }) {
  const t = useText();
  const { putAway, follow, chooseAgain, busy } = useFeatureState(agentStore);
  const { toldId } = told;
  const words = { by: told.by, state: t(`agent.states.${told.to}`) };
  const why = told.why === '' ? '' : t('told.why', { why: told.why });
  const text = told.kind === 'order' || told.kind === 'recall' ? why : t(`told.next.${told.kind}`);
  const act = (word: string, run: () => Promise<void>) => (
    <button type="button" className="button" disabled={busy} onClick={() => void run()}>
      {word}
    </button>
  );
  return (
    <Card
      tone={told.kind === 'granted' ? 'plain' : 'warn'}
      title={t(`told.titles.${told.kind}`, words)}
      text={text}
      at={told.at}
    >
      <button type="button" className="button" onClick={() => void putAway(toldId)}>
        {t('told.seen')}
      </button>
      {told.kind === 'recall' && act(t('agent.signIn'), () => follow(toldId, 'signedIn'))}
      {told.kind === 'order' &&
        told.to !== 'ready' &&
        told.to !== 'signedOut' &&
        act(t('told.backToReady'), () => follow(toldId, 'ready'))}
      {(told.kind === 'denied' || told.kind === 'lapsed') &&
        act(t('told.again'), () => chooseAgain(toldId))}
    </Card>
  );
}

function Waiting({
  notice: { ask, by },
}: {
  readonly notice: Extract<AgentNotice, { kind: 'waiting' }>;
}) {
  const t = useText();
  const { withdraw, goFor, busy } = useFeatureState(agentStore);
  const title = t('told.waiting', { state: t(`agent.states.${ask.to}`) });
  return (
    <Card
      tone={by === 'lead' ? 'plain' : 'warn'}
      title={title}
      text={t(`told.waitsFor.${by}`)}
      at={ask.askedAt}
    >
      <button type="button" className="button" disabled={busy} onClick={() => void withdraw()}>
        {t('told.withdraw')}
      </button>
      {by !== 'lead' && (
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void goFor({ to: ask.to, reason: ask.reason, minutes: null })}
        >
          {t('agent.anyway')}
        </button>
      )}
    </Card>
  );
}

/** On the lead's desk: somebody asks. */
function Asking({ member }: { readonly member: TeamMember }) {
  const t = useText();
  const { answer, busy } = useFeatureState(agentStore);
  const { ask } = member.agent;
  if (!ask) return null;
  const state = t(`agent.states.${ask.to}`);
  const reason = ask.reason === '' ? '' : t('told.why', { why: reasonText(t, ask.reason) });
  const button = (grant: boolean) => (
    <button
      type="button"
      className="button"
      disabled={busy}
      onClick={() => void answer({ workNo: member.workNo, askedAt: ask.askedAt }, grant)}
    >
      {t(grant ? 'team.grant' : 'team.deny')}
    </button>
  );
  const title = t('told.asks', { name: member.displayName, workNo: member.workNo, state });
  return (
    <Card tone="warn" title={title} text={reason} at={ask.askedAt}>
      {button(true)}
      {button(false)}
    </Card>
  );
}

function keyOf(notice: AgentNotice): string {
  switch (notice.kind) {
    case 'missedRings':
      return `rings:${notice.at}`;
    case 'told':
      return notice.told.toldId;
    case 'waiting':
      return `waiting:${notice.ask.askedAt}`;
  }
}

/** Sounds when something new is there, not for what stood there when the page opened. */
function useChimeFor(keys: readonly string[]): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  const text = keys.join(' ');
  useEffect(() => {
    const now = new Set(text.split(' ').filter((key) => key !== ''));
    const before = known.current;
    if (before && [...now].some((key) => !before.has(key))) chime();
    known.current = new Set([...(before ?? []), ...now]);
  }, [text]);
}
