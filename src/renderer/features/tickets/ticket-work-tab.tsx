import type { ReactNode } from 'react';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { Application, TicketWork } from '../../../shared/domain/tickets/ticket-work.ts';
import { factValueText } from '../../../shared/domain/tickets/flow-facts.ts';
import { useDepartmentName } from '../../parts/use-departments.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/format.ts';
import { MergedPart } from './merged-part.tsx';
import { StepClockTag } from './step-clock.tsx';

/** 办理: what the course has brought, newest first within each part. */
export function TicketWorkTab({ ticket }: { readonly ticket: Ticket | null }) {
  const t = useText();
  const work = ticket?.work;
  if (!ticket || !work) return <EmptyState title={t('flow.work.empty')} />;
  return (
    <>
      <MergedPart ticket={ticket} />
      <CityPart work={work} />
      <AssignmentPart work={work} />
      <ResultPart work={work} />
      <ApplicationsPart work={work} />
      <CallbacksPart work={work} />
      <MessagesPart work={work} />
      <DecisionsPart work={work} />
    </>
  );
}

interface PartProps {
  readonly work: TicketWork;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="work__part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Only what says something. */
function Facts({ rows }: { readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <dl className="work__facts">
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function CityPart({ work: { city, cityReturn } }: PartProps) {
  const t = useText();
  if (!city) return null;
  return (
    <Part title={t('flow.work.city')}>
      <Facts
        rows={[
          [t('flow.work.cityNo'), city.cityNo],
          [t('flow.work.outer'), city.dueAt === null ? '' : fullTime(city.dueAt)],
          [
            t('flow.work.returnAsked'),
            cityReturn ? [cityReturn.reason, cityReturn.suggestedOwner].join(' · ') : '',
          ],
        ]}
      />
    </Part>
  );
}

function AssignmentPart({ work: { assignment, proposal, clocks } }: PartProps) {
  const t = useText();
  const departmentName = useDepartmentName();
  const whose = proposal ?? assignment;
  if (!whose && clocks.length === 0) return null;
  return (
    <Part title={t('flow.work.assignment')}>
      {whose && (
        <Facts
          rows={[
            [t('flow.work.lead'), departmentName(whose.leadId)],
            [t('flow.work.assist'), whose.assistIds.map(departmentName).join('、')],
            [t('flow.work.instruction'), whose.instruction],
            [t('flow.work.phonedTo'), whose.phonedTo],
            proposal
              ? [t('flow.fields.reason'), proposal.reason]
              : [t('flow.work.signed'), signedText(assignment?.signedAt, t)],
          ]}
        />
      )}
      <p>
        {clocks.map((clock) => (
          <StepClockTag key={`${clock.step} ${clock.startedAt}`} clock={clock} />
        ))}
      </p>
    </Part>
  );
}

function signedText(signedAt: number | undefined, t: ReturnType<typeof useText>): string {
  return signedAt === undefined ? t('flow.work.notSigned') : fullTime(signedAt);
}

function ResultPart({ work: { results } }: PartProps) {
  const t = useText();
  return results.toReversed().map((result) => (
    <Part key={result.at} title={`${t('flow.work.result')} ${fullTime(result.at)}`}>
      <Facts
        rows={[
          [t('flow.work.facts'), result.facts],
          [t('flow.work.cause'), result.cause],
          [t('flow.work.action'), result.action],
          [t('flow.work.doneOn'), result.doneOn],
          [t('flow.work.internal'), result.internal],
          [t('flow.work.publicReply'), result.publicReply],
        ]}
      />
    </Part>
  ));
}

function ApplicationsPart({ work: { applications } }: PartProps) {
  const t = useText();
  const departmentName = useDepartmentName();
  if (applications.length === 0) return null;
  const told = (one: Application) => [
    [t('flow.fields.reason'), one.reason] as const,
    [t('flow.fields.authority'), one.basis] as const,
    [t('flow.fields.dueOn'), one.newDueAt === null ? '' : fullTime(one.newDueAt)] as const,
    [t('flow.fields.suggestedOwner'), one.suggestedOwner] as const,
    ...one.steps.map(
      ({ state, at, words }) =>
        [t(`flow.applicationStates.${state}`), `${fullTime(at)} ${words}`] as const,
    ),
  ];
  return (
    <Part title={t('flow.work.applications')}>
      {applications.toReversed().map((one) => (
        <div key={one.applicationId}>
          <p>
            <b>{factValueText('application', one.what)}</b>{' '}
            <span className="tag tag--accent">{t(`flow.applicationStates.${one.state}`)}</span>{' '}
            {departmentName(one.departmentId)}
          </p>
          <Facts rows={told(one)} />
        </div>
      ))}
    </Part>
  );
}

function CallbacksPart({ work: { callbacks } }: PartProps) {
  const t = useText();
  if (callbacks.length === 0) return null;
  return (
    <Part title={t('flow.work.callbacks')}>
      <Facts
        rows={callbacks
          .toReversed()
          .map(({ at, contact, solved, satisfaction, note }) => [
            fullTime(at),
            [
              factValueText('contact', contact),
              solved === null ? '' : factValueText('solved', solved),
              satisfaction === null ? '' : factValueText('satisfaction', String(satisfaction)),
              note,
            ]
              .filter(Boolean)
              .join(' · '),
          ])}
      />
    </Part>
  );
}

function MessagesPart({ work: { messages } }: PartProps) {
  const t = useText();
  if (messages.length === 0) return null;
  return (
    <Part title={t('flow.work.messages')}>
      <Facts
        rows={messages
          .toReversed()
          .map(({ at, from, byWorkNo, text }) => [
            `${fullTime(at)} ${t(from === 'desk' ? 'flow.work.fromDesk' : 'flow.work.fromDepartment')} ${byWorkNo}`,
            text,
          ])}
      />
    </Part>
  );
}

function DecisionsPart({ work: { decisions } }: PartProps) {
  const t = useText();
  const said = decisions.filter(({ decidedBy }) => decidedBy !== '');
  if (said.length === 0) return null;
  return (
    <Part title={t('flow.work.decisions')}>
      <Facts
        rows={said
          .toReversed()
          .map(({ act, at, decidedBy, authority, typedByWorkNo }) => [
            `${fullTime(at)} ${t(`flow.acts.${act}`)}`,
            `${decidedBy} · ${authority}（${t('status.workNo')} ${typedByWorkNo}）`,
          ])}
      />
    </Part>
  );
}
