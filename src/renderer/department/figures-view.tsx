import {
  type DepartmentFigures,
  type StepFigure,
  measuredSteps,
  monthOf,
} from '../../shared/domain/tickets/department-figures.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { useDepartment } from './use-department.ts';

/** Months that can be looked at, this one first. */
const monthsBack = 12;

/** 本单位指标: how the department kept its own limits in a month, each rate with what it is made of, and what was late. */
export function FiguresView() {
  const t = useText();
  const { now, month, figures } = useDepartment((state) => state);
  const lookAt = useDepartment((state) => state.lookAt);
  return (
    <section className="panel dfigures" aria-label={t('department.figures.title')}>
      <div className="panel__head">
        <h2 className="panel__title">{t('department.figures.title')}</h2>
        <select
          className="input dfigures__month num"
          aria-label={t('department.figures.month')}
          value={month ?? ''}
          onChange={({ target }) => void lookAt(target.value)}
        >
          {Array.from({ length: monthsBack }, (_, back) => monthOf(now, back)).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <span className="panel__note">{t('department.figures.note')}</span>
      </div>
      <div className="panel__body dfigures__body">
        {figures === null ? (
          <EmptyState title={t('department.loading')} />
        ) : (
          <Figures of={figures} />
        )}
      </div>
    </section>
  );
}

function Figures({ of }: { readonly of: DepartmentFigures }) {
  const t = useText();
  const { received, steps, sentBack, rated, satisfied } = of;
  return (
    <>
      <dl className="dcounts">
        <dt>{t('department.figures.received')}</dt>
        <dd className="num">{received}</dd>
        <dt>{t('department.figures.sentBack')}</dt>
        <dd className="num">{sentBack}</dd>
      </dl>
      {measuredSteps.map((step) => (
        <Rate key={step} name={t(`department.figures.steps.${step}`)} figure={steps[step]} />
      ))}
      <Rate
        name={t('department.figures.satisfied')}
        figure={{ inTime: satisfied, late: rated - satisfied, open: 0 }}
      />
      <p className="panel__note">{t('department.figures.how')}</p>
      <Late of={of} />
    </>
  );
}

/** `42 / 43 = 97.7 %` beside its bar; where nothing ended there is no rate. */
function Rate({ name, figure }: { readonly name: string; readonly figure: StepFigure }) {
  const t = useText();
  const { inTime, late, open } = figure;
  const all = inTime + late;
  const words =
    all === 0 ? '—' : t('department.figures.rate', { inTime, all, rate: percentOf(inTime, all) });
  return (
    <div className="drate">
      <span className="drate__name">{name}</span>
      <span className="drate__bar" aria-hidden>
        {all > 0 && <span style={{ inlineSize: `${(inTime / all) * 100}%` }} />}
      </span>
      <span className="drate__words num">
        {words}
        {open > 0 && <span className="panel__note"> {t('department.figures.open', { open })}</span>}
      </span>
    </div>
  );
}

/** One digit, cut and not rounded: what was not kept once is never 100 %. */
function percentOf(part: number, all: number): string {
  return (Math.floor((part / all) * 1000) / 10).toFixed(1).replace(/\.0$/, '');
}

function Late({ of: { late } }: { readonly of: DepartmentFigures }) {
  const t = useText();
  const open = useDepartment((state) => state.open);
  if (late.length === 0) return null;
  return (
    <>
      <h3>{t('department.figures.late', { count: late.length })}</h3>
      <ul className="dlate">
        {late.map(({ ticketId, ticketNo, step, dueAt, doneAt }) => (
          <li key={`${ticketId}${step}${dueAt}`}>
            <button type="button" className="link num" onClick={() => void open(ticketId)}>
              {ticketNo}
            </button>
            <span>{t(`flow.steps.${step}`)}</span>
            <span className="num">
              {t('department.figures.due', { at: fullTime(dueAt).slice(0, 16) })}
            </span>
            <span className="num">
              {doneAt === null
                ? t('department.figures.notDone')
                : t('department.figures.done', { at: fullTime(doneAt).slice(0, 16) })}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
