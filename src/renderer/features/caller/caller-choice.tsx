import type { Pop } from '../../../shared/domain/desk/pop.ts';
import { isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { useWorkbench } from '../../parts/desk-context.ts';
import { categoryText, stateTone } from '../../parts/ticket-words.ts';
import { keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';
import { useText } from '../../parts/use-text.ts';

/** Several open tickets of one number: the agent asks and chooses. */
export function CallerChoice({ pop }: { readonly pop: Pop }) {
  const t = useText();
  const open = useWorkbench((state) => state.openMatch);
  const tickets = pop.tickets.filter(isOpen);
  useKeys({
    choice: (place) => {
      const ticket = tickets[place - 1];
      if (ticket) void open(ticket.ticketId);
    },
  });
  return (
    <div className="choice" role="group" aria-labelledby="choice-title">
      <h2 id="choice-title" className="choice__title">
        {t('caller.choose')}
      </h2>
      <p className="choice__hint">{t('caller.chooseHint', { count: tickets.length })}</p>
      {tickets.map((ticket, index) => (
        <button
          key={ticket.ticketId}
          type="button"
          className="choice__ticket"
          onClick={() => void open(ticket.ticketId)}
        >
          <span className="caller__row">
            {index < 9 && (
              <kbd className="kbd" aria-hidden>
                {keyHint('choice', index + 1)}
              </kbd>
            )}
            <span className="num">{ticket.ticketNo}</span>
            <span className={`tag tag--${stateTone(ticket.state)}`}>
              {t(`ticket.states.${ticket.state}`)}
            </span>
          </span>
          <b>{ticket.content || categoryText(ticket.categoryCode)}</b>
          <span className="choice__hint">
            {[categoryText(ticket.categoryCode), ticket.district, ticket.address]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </button>
      ))}
    </div>
  );
}
