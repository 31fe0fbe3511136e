import { isOnPost } from '../../../shared/domain/agents/agent-rules.ts';
import type { TeamMember } from '../../../shared/domain/agents/agent-view.ts';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';
import { useDeskState, useNow } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { agentStore } from './agent-store.ts';
import { OrderDialog } from './order-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import './team.css';
import { TeamRow } from './team-row.tsx';

const columns = ['agent', 'state', 'time', 'seat', 'ask', 'set'] as const;

/** 班组: how everybody stands, what they ask for, and the lead's hand on it. */
export function TeamPage() {
  const t = useText();
  const now = useNow();
  const team = useDeskState((desk) => desk.team ?? null);
  const absent = useDeskState((desk) => desk.absent ?? []);
  const { refusal, ordering } = useFeatureState(agentStore);
  const onPost = (team ?? []).filter(isRungNow);
  const ordered = team?.find(({ workNo }) => workNo === ordering?.workNo);
  return (
    <section className="team" aria-labelledby="team-title">
      <header className="team__head">
        <h2 id="team-title">{t('team.title')}</h2>
        {team && (
          <b className={onPost.length === 0 ? 'team__none' : 'team__some'}>
            {onPost.length === 0 ? t('team.nobody') : t('team.onPost', { count: onPost.length })}
          </b>
        )}
        <span>{t('team.note')}</span>
      </header>
      {refusal && (
        <p className="team__refusal" role="alert">
          <b>{errorCatalogue[refusal.code].title}</b> {errorCatalogue[refusal.code].action}
        </p>
      )}
      {team === null || team.length === 0 ? (
        <EmptyState title={t(team === null ? 'team.unknown' : 'team.empty')} />
      ) : (
        <table className="table team__table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`team.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {team.map((member) => (
              <TeamRow key={member.workNo} member={member} now={now} />
            ))}
            {absent.map(({ workNo, displayName }) => (
              <tr key={workNo} className="team__absent">
                <td className="nowrap">
                  <span className="num">{workNo}</span> {displayName}
                </td>
                <td colSpan={columns.length - 1}>{t('team.absent')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {ordering && ordered && (
        <OrderDialog
          key={ordering.workNo}
          member={ordered}
          to={ordering.to}
          why={ordering.why}
          othersOnPost={onPost.filter(({ workNo }) => workNo !== ordering.workNo).length}
        />
      )}
    </section>
  );
}

function isRungNow({ agent, reachable, silent }: TeamMember): boolean {
  return reachable && !silent && isOnPost(agent.state, agent.next);
}
