import type { ReactNode } from 'react';
import type { Ticket } from '../../shared/domain/tickets/ticket.ts';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { fullTime } from '../ui/format.ts';

const weekMs = 7 * 24 * 3_600_000;

/** What the course has brought: proposal, return, supervision, applications, results, call-backs. */
export function TicketWork({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const departmentName = useDepartmentName();
  const {
    proposal,
    cityReturn,
    applications = [],
    results = [],
    callbacks = [],
  } = ticket.work ?? {};
  return (
    <div className="dpast">
      {proposal && (
        <Part title={t('officer.proposal')}>
          <Entry at={proposal.at} title={departmentName(proposal.leadId)}>
            {proposal.reason}；{proposal.instruction}
          </Entry>
        </Part>
      )}
      {cityReturn && (
        <Part title={t('flow.work.returnAsked')}>
          <Entry at={cityReturn.at} title={cityReturn.suggestedOwner}>
            {cityReturn.reason}
          </Entry>
        </Part>
      )}
      <Supervision ticket={ticket} />
      {applications.length > 0 && (
        <Part title={t('department.applications')}>
          {applications.map((one) => (
            <Entry
              key={one.applicationId}
              at={one.at}
              title={`${t(`flow.applications.${one.what}`)} · ${t(`flow.applicationStates.${one.state}`)}`}
            >
              {departmentName(one.departmentId)}：{one.reason}
              {one.newDueAt !== null && ` → ${fullTime(one.newDueAt).slice(0, 16)}`}
              {one.steps.map(({ words, at }) => (
                <span key={at} className="dpast__answer oline">
                  {words}
                </span>
              ))}
            </Entry>
          ))}
        </Part>
      )}
      {results.length > 0 && (
        <Part title={t('department.results')}>
          {results.map((one) => (
            <Entry key={one.at} at={one.at} title={departmentName(one.departmentId ?? '')}>
              {one.facts}；{one.action}
              <span className="oline">{one.publicReply}</span>
            </Entry>
          ))}
        </Part>
      )}
      {callbacks.length > 0 && (
        <Part title={t('flow.work.callbacks')}>
          {callbacks.map((one) => (
            <Entry key={one.at} at={one.at} title={t(`flow.contacts.${one.contact}`)}>
              {one.note}
            </Entry>
          ))}
        </Part>
      )}
    </div>
  );
}

/** 督办: whose it is, until when, and of a listed one when it is to be looked after next. */
function Supervision({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { supervision } = ticket.work ?? {};
  if (!supervision || supervision.endedAt !== undefined) return null;
  const { level, owner, dueAt, reason, at } = supervision;
  return (
    <Part title={t(`flow.levels.${level}`)}>
      <Entry at={at} title={owner}>
        {reason}
        <span className="oline num">
          {t('officer.supervisedUntil', { at: fullTime(dueAt).slice(0, 16) })}
          {level === 'listed' &&
            ` · ${t('officer.nextCheck', { at: fullTime(at + weekMs).slice(0, 10) })}`}
        </span>
      </Entry>
    </Part>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="dpart">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

interface EntryProps {
  readonly at: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Entry({ at, title, children }: EntryProps) {
  return (
    <li>
      <b>{title}</b>
      <span className="dpast__time num">{fullTime(at).slice(5, 16)}</span>
      <p>{children}</p>
    </li>
  );
}
