import type { DepartmentTicket } from '../../shared/domain/tickets/department-view.ts';
import { useText } from '../parts/use-text.ts';
import { fullTime } from '../ui/format.ts';

const steps = ['sign', 'contact', 'result', 'audit', 'callback'] as const;
type Step = (typeof steps)[number];

/** When each step was done; `null` = not yet. */
function doneAt({ signedAt, firstContactAt, results, state, course }: DepartmentTicket) {
  const last = (act: string) => course.findLast((line) => line.act === act)?.at ?? null;
  const isReported = state !== 'assigned' && state !== 'inHandling';
  const isAudited = isReported && state !== 'awaitingAudit';
  return {
    sign: signedAt,
    contact: firstContactAt,
    result: isReported ? (results.at(-1)?.at ?? null) : null,
    audit: isAudited ? last('auditPass') : null,
    callback: isAudited && state !== 'awaitingCallback' ? last('callback') : null,
  } satisfies Record<Step, number | null>;
}

/** 签收 首次联系 反馈结果 坐席审核 回访: done, now, to come. */
export function StepsLine({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  const times = doneAt(ticket);
  const next = steps.find((step) => times[step] === null);
  return (
    <ol className="dsteps">
      {steps.map((step) => {
        const at = times[step];
        const look = at !== null ? 'done' : step === next ? 'now' : 'next';
        const words = { done: 'stepDone', now: 'stepNow', next: 'stepNext' } as const;
        return (
          <li key={step} className={`dsteps__step dsteps__step--${look}`}>
            <span className="dsteps__dot" aria-hidden />
            {t(`department.steps.${step}`)}
            <span className="sr-only">{t(`department.${words[look]}`)}</span>
            {at !== null && <span className="num">{fullTime(at).slice(5, 16)}</span>}
          </li>
        );
      })}
    </ol>
  );
}
