import {
  type DepartmentCatalogue,
  departmentName,
} from '../../../shared/domain/office/departments.ts';
import { shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { factValueText } from '../../../shared/domain/tickets/flow-facts.ts';
import { paperText as t } from '../../../shared/domain/tickets/paper-text.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { TicketWork } from '../../../shared/domain/tickets/ticket-work.ts';
import { factsTable } from './html.ts';

/** What the work on a ticket has brought, oldest first within each part. */
export function workHtml({ work }: Pick<Ticket, 'work'>, departments: DepartmentCatalogue): string {
  if (!work) return '';
  const name = (id: string) => departmentName(departments, id);
  return [
    cityHtml(work),
    mergedHtml(work),
    assignmentHtml(work, name),
    resultsHtml(work),
    applicationsHtml(work, name),
    callbacksHtml(work),
    messagesHtml(work),
    supervisionHtml(work),
    replyHtml(work),
    decisionsHtml(work),
  ].join('');
}

function cityHtml({ city, cityReturn }: TicketWork): string {
  if (!city) return '';
  return factsTable(t('flow.work.city'), [
    [t('flow.work.cityNo'), city.cityNo],
    [t('flow.work.outer'), city.dueAt === null ? '' : shanghaiTime(city.dueAt)],
    [
      t('flow.work.returnAsked'),
      cityReturn ? [cityReturn.reason, cityReturn.suggestedOwner].join(' · ') : '',
    ],
  ]);
}

function mergedHtml({ merged = [], mergedInto }: TicketWork): string {
  const into: [string, string][] = mergedInto
    ? [[t('flow.acts.merge'), `${mergedInto.ticketNo} ${mergedInto.reason}`]]
    : [];
  return factsTable(t('flow.acts.absorb'), [
    ...into,
    ...merged.map(({ ticketNo, cityNo, at, splitAt }): [string, string] => [
      ticketNo,
      [
        cityNo ?? '',
        shanghaiTime(at),
        splitAt === undefined ? '' : `${t('flow.acts.splitOff')} ${shanghaiTime(splitAt)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    ]),
  ]);
}

type Named = (departmentId: string) => string;

function assignmentHtml({ assignment, proposal }: TicketWork, name: Named): string {
  const whose = proposal ?? assignment;
  if (!whose) return '';
  const signedAt = proposal ? undefined : assignment?.signedAt;
  return factsTable(t('flow.work.assignment'), [
    [t('flow.work.lead'), name(whose.leadId)],
    [t('flow.work.assist'), whose.assistIds.map(name).join('、')],
    [t('flow.work.instruction'), whose.instruction],
    [t('flow.work.phonedTo'), whose.phonedTo],
    [t('flow.fields.reason'), proposal?.reason ?? ''],
    [
      t('flow.work.signed'),
      signedAt === undefined ? t('flow.work.notSigned') : shanghaiTime(signedAt),
    ],
  ]);
}

function resultsHtml({ results }: TicketWork): string {
  return results
    .map((one) =>
      factsTable(`${t('flow.work.result')} ${shanghaiTime(one.at)}`, [
        [t('flow.work.facts'), one.facts],
        [t('flow.work.cause'), one.cause],
        [t('flow.work.action'), one.action],
        [t('flow.work.doneOn'), one.doneOn],
        [t('flow.work.internal'), one.internal],
        [t('flow.work.publicReply'), one.publicReply],
      ]),
    )
    .join('');
}

function applicationsHtml({ applications }: TicketWork, name: Named): string {
  return applications
    .map((one) =>
      factsTable(
        [
          t('flow.work.applications'),
          factValueText('application', one.what),
          name(one.departmentId),
        ].join(' · '),
        [
          [t('flow.fields.reason'), one.reason],
          [t('flow.fields.authority'), one.basis],
          [t('flow.fields.dueOn'), one.newDueAt === null ? '' : shanghaiTime(one.newDueAt)],
          [t('flow.fields.suggestedOwner'), one.suggestedOwner],
          ...one.steps.map(({ state, at, words }): [string, string] => [
            t(`flow.applicationStates.${state}`),
            `${shanghaiTime(at)} ${words}`,
          ]),
        ],
      ),
    )
    .join('');
}

function callbacksHtml({ callbacks }: TicketWork): string {
  return factsTable(
    t('flow.work.callbacks'),
    callbacks.map(({ at, contact, solved, satisfaction, note }): [string, string] => [
      shanghaiTime(at),
      [
        factValueText('contact', contact),
        solved === null ? '' : factValueText('solved', solved),
        satisfaction === null ? '' : factValueText('satisfaction', String(satisfaction)),
        note,
      ]
        .filter(Boolean)
        .join(' · '),
    ]),
  );
}

function messagesHtml({ messages }: TicketWork): string {
  return factsTable(
    t('flow.work.messages'),
    messages.map(({ at, from, byWorkNo, text }): [string, string] => [
      `${shanghaiTime(at)} ${t(from === 'desk' ? 'flow.work.fromDesk' : 'flow.work.fromDepartment')} ${byWorkNo}`,
      text,
    ]),
  );
}

function supervisionHtml({ supervision }: TicketWork): string {
  if (!supervision) return '';
  return factsTable(factValueText('level', supervision.level), [
    [t('flow.fields.owner'), supervision.owner],
    [t('flow.fields.dueOn'), shanghaiTime(supervision.dueAt)],
    [t('flow.fields.reason'), supervision.reason],
  ]);
}

function replyHtml({ reply }: TicketWork): string {
  if (!reply) return '';
  return factsTable(t('ticket.print.reply'), [
    [shanghaiTime(reply.at), `${factValueText('channel', reply.channel)} ${reply.text}`],
  ]);
}

function decisionsHtml({ decisions }: TicketWork): string {
  return factsTable(
    t('flow.work.decisions'),
    decisions
      .filter(({ decidedBy }) => decidedBy !== '')
      .map(({ act, at, decidedBy, authority, typedByWorkNo }): [string, string] => [
        `${shanghaiTime(at)} ${t(`flow.acts.${act}`)}`,
        `${decidedBy} · ${authority}（工号 ${typedByWorkNo}）`,
      ]),
  );
}
