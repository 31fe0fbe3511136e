import type { ReactNode } from 'react';
import { readNote } from '../../shared/domain/tickets/course-note.ts';
import type {
  DepartmentEvent,
  DepartmentTicket,
} from '../../shared/domain/tickets/department-view.ts';
import { isStepFact, stepFactText } from '../../shared/domain/tickets/flow-facts.ts';
import { useText } from '../parts/use-text.ts';
import { fullTime } from '../ui/format.ts';

/** What was said and done: applications with their answers, messages, results, the course. */
export function TicketPast({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  const { applications, messages, results, course } = ticket;
  return (
    <div className="dpast">
      <Part title={t('department.applications')} count={applications.length}>
        {applications.map((one) => (
          <li key={one.applicationId}>
            <b>{t(`flow.applications.${one.what}`)}</b>{' '}
            <span className={one.state === 'refused' ? 'tag tag--bad' : 'tag'}>
              {t(`flow.applicationStates.${one.state}`)}
            </span>{' '}
            {one.isGranted !== undefined && t(`flow.agrees.${one.isGranted ? 'yes' : 'no'}`)}
            <Time at={one.at} />
            <p>{one.reason}</p>
            {one.answer !== '' && <p className="dpast__answer">{one.answer}</p>}
          </li>
        ))}
      </Part>
      <Part title={t('department.messages')} count={messages.length}>
        {messages.map(({ at, from, text }) => (
          <li key={`${at}${from}`}>
            <b>{t(`department.who.${from}`)}</b>
            <Time at={at} />
            <p>{text}</p>
          </li>
        ))}
      </Part>
      <Part title={t('department.results')} count={results.length}>
        {results.map((one) => (
          <li key={one.at}>
            <Time at={one.at} />
            <p>{one.facts}</p>
            <p>{one.publicReply}</p>
          </li>
        ))}
      </Part>
      <Part title={t('department.course')} count={course.length}>
        {course.map((line, index) => (
          <li key={index}>
            <b>{t(`flow.acts.${line.act}`)}</b>
            <Time at={line.at} />
            <CourseWords line={line} />
          </li>
        ))}
      </Part>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

function Part({ title, count, children }: PartProps) {
  if (count === 0) return null;
  return (
    <section className="dpart">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Time({ at }: { readonly at: number }) {
  return <span className="dpast__time num">{fullTime(at).slice(5, 16)}</span>;
}

function CourseWords({ line }: { readonly line: DepartmentEvent }) {
  const words = readNote(line.note).flatMap((fact) => {
    if (fact.kind !== 'fact') return [];
    return [isStepFact(fact.code) ? stepFactText(fact.code, fact.value) : fact.value];
  });
  return words.length === 0 ? null : <p>{words.join('；')}</p>;
}
