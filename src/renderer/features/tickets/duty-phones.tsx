import { findDepartment } from '../../../shared/domain/office/departments.ts';
import type { StepValues } from '../../../shared/domain/tickets/step-fields.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { useDepartments } from '../../parts/use-departments.ts';
import { useText } from '../../parts/use-text.ts';
import './hints.css';

/** 值班电话 of those that are chosen, each a press away from being called: an urgent matter is handed over by telephone as well. */
export function DutyPhones({
  ticket,
  values,
}: {
  readonly ticket: Ticket;
  readonly values: StepValues;
}) {
  const t = useText();
  const catalogue = useDepartments();
  const { leadId = '', assistIds = '' } = values;
  const chosen = [...new Set([leadId, ...assistIds.split(' ')])].flatMap((id) => {
    const found = findDepartment(catalogue, id);
    return found ? [found] : [];
  });
  if (chosen.length === 0) return null;
  const isUrgent = ticket.flags.includes('urgent');
  return (
    <section className="before" aria-label={t('before.duty')}>
      {isUrgent && <p className="tag tag--bad">{t('before.phoneToo')}</p>}
      {chosen.map(({ id, name, phones }) => (
        <p key={id}>
          {t('before.dutyOf', { name })}
          {phones.length === 0 && <span className="panel__note"> {t('before.noDuty')}</span>}
          {phones.map(({ number, hours }) => (
            <span key={`${number} ${hours}`} className="num">
              {' '}
              <NumberLink number={number} masked={false} ticketNo={ticket.ticketNo} isOurs />
              {hours !== '' && <span className="panel__note"> {hours}</span>}
            </span>
          ))}
        </p>
      ))}
    </section>
  );
}
