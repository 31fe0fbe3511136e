import type { Pop } from '../../../shared/domain/desk/pop.ts';
import { isOpen } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState, useToday, useWorkbench } from '../../parts/desk-context.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { useText } from '../../parts/use-text.ts';
import { activePlace } from '../../workbench/places.ts';
import { shortTime } from '../../ui/format.ts';

/** Name, tags, number and address of the caller. The number is whole only while its call runs. */
export function CallerCard({ pop }: { readonly pop: Pop }) {
  // Whom we have called has not come again by that.
  const isCaller = useWorkbench((state) => activePlace(state)?.workspace?.direction !== 'outbound');
  const t = useText();
  const today = useToday();
  const running = useDeskState((desk) =>
    desk.phone.calls.some((call) => call.callId === pop.callId && call.state !== 'ended'),
  );
  const flags = new Set(pop.tickets.filter(isOpen).flatMap((ticket) => ticket.flags));
  const ticketNo = pop.tickets.find((ticket) => ticket.ticketId === pop.ticketId)?.ticketNo ?? null;
  const place = [pop.district, pop.address].filter(Boolean).join(' ');
  return (
    <div className="caller__card">
      <p className="caller__name">{pop.requesterName || t('caller.unnamed')}</p>
      <p className="caller__tags">
        {isCaller && pop.repeatCount > 1 && (
          <span className="tag tag--bad">
            {t(`caller.repeat.${pop.repeatOf}`, { count: pop.repeatCount })}
          </span>
        )}
        {flags.has('waterlogging') && (
          <span className="tag tag--warn">{t('ticket.flags.waterlogging')}</span>
        )}
        {flags.has('urgent') && <span className="tag tag--warn">{t('ticket.flags.urgent')}</span>}
        {!running && <span className="tag">{t('caller.callOver')}</span>}
      </p>
      <dl className="caller__facts">
        <dt>{t('caller.number')}</dt>
        <dd className="num">
          <NumberLink number={pop.number.display} masked={!running} ticketNo={ticketNo} />
        </dd>
        <dt>{t('caller.address')}</dt>
        <dd>{place || t('caller.unknownAddress')}</dd>
        {pop.firstCallAt !== null && (
          <>
            <dt>{t('caller.first')}</dt>
            <dd className="num">
              {shortTime(pop.firstCallAt, today, {
                today: t('time.today'),
                yesterday: t('time.yesterday'),
              })}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
