import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Pop } from '../../../shared/domain/desk/pop.ts';
import { isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState, useWorkbench } from '../../parts/desk-context.ts';
import { activePlace } from '../../workbench/places.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import './caller.css';
import { CallerCard } from './caller-card.tsx';
import { CallerTicketRow } from './caller-ticket-row.tsx';
import { usePopPaintedMark } from './use-pop-painted-mark.ts';

/** Who is calling and about what: matches first, history after, never a guess. `foot` = what came of the call. */
export function CallerPanel({ foot }: { readonly foot: ReactNode }) {
  const t = useText();
  const pop = useWorkbench((state) => activePlace(state)?.workspace?.pop ?? null);
  const isFetching = useDeskState(({ sync }) => sync.replicaAt === null);
  const startIntake = useWorkbench((state) => state.startIntake);
  usePopPaintedMark(pop?.callId ?? null);
  return (
    <section className="panel caller" aria-label={t('caller.title')}>
      <div className="panel__head">
        <h2 className="panel__title">{t('caller.title')}</h2>
        {pop && (
          <span className="panel__note">
            {isFetching && pop.match === 'none'
              ? t('caller.fetching')
              : t(`caller.matchedBy.${pop.match}`, { count: openCount(pop) })}
          </span>
        )}
      </div>
      <div className="panel__body">
        {pop && isFetching && (
          <p className="caller__fetching" role="status">
            {t('caller.fetchingHint')}
          </p>
        )}
        {pop ? <Caller pop={pop} /> : <NoCaller />}
      </div>
      {foot}
      <button type="button" className="caller__new" onClick={() => void startIntake()}>
        <Plus size={15} aria-hidden />
        {t(
          pop === null
            ? 'caller.blank'
            : pop.tickets.length > 0
              ? 'caller.newIntake'
              : 'caller.newIntakeNone',
        )}
      </button>
    </section>
  );
}

function Caller({ pop }: { readonly pop: Pop }) {
  const t = useText();
  return (
    <>
      <CallerCard pop={pop} />
      <Offer />
      <ul className="caller__list" aria-label={t('caller.label')}>
        {pop.tickets.map((ticket) => (
          <CallerTicketRow key={ticket.ticketId} ticket={ticket} />
        ))}
      </ul>
    </>
  );
}

/** The pop came while something else was being typed: it waits here until the agent asks for it. */
function Offer() {
  const t = useText();
  const offered = useWorkbench((state) => activePlace(state)?.offered ?? false);
  const accept = useWorkbench((state) => state.acceptOffer);
  useKeys(offered ? { caller: () => void accept() } : {});
  if (!offered) return null;
  return (
    <div className="caller__offer" role="status">
      <p>{t('caller.offered')}</p>
      <button
        type="button"
        className="button button--small button--main"
        onClick={() => void accept()}
      >
        {t('caller.accept')}
        <kbd className="kbd" aria-hidden>
          {keyHint('caller')}
        </kbd>
      </button>
    </div>
  );
}

function NoCaller() {
  const t = useText();
  return <EmptyState title={t('caller.empty')} hint={t('caller.emptyHint')} />;
}

function openCount(pop: Pop): number {
  return pop.tickets.filter(isOpen).length;
}
