import { z } from 'zod';
import { procedure } from '../base.ts';
import { hasOnlyRealTimes } from '../base-schemas.ts';
import { since } from '../since.ts';
import {
  agentPlan as plan,
  agentReportAnswerSchema,
  agentReportSchema,
  agentToDesk as toDesk,
} from './schemas.ts';

/** As it comes in at the hub, which shows it to the lead's desk. */
const reported = agentReportSchema.refine(hasOnlyRealTimes);

/** Agent states, desk host ↔ hub. */
export const agentsHubContract = {
  report: procedure
    .route({ method: 'POST', path: '/agents/report' })
    .input(reported)
    .output(agentReportAnswerSchema),
  /** May the asking agent leave the post? Decided one after the other for the whole team. */
  leave: procedure
    .route({ method: 'POST', path: '/agents/leave' })
    .input(z.strictObject({ ...plan, report: reported }))
    .output(
      z.strictObject({
        verdict: z.enum(['passed', 'granted', 'refused']),
        /** Other leads whose desks are heard of, who could grant it. */
        leads: since(2, z.int().min(0).optional()),
      }),
    ),
  ask: procedure
    .route({ method: 'POST', path: '/agents/ask' })
    .input(z.strictObject(plan))
    .output(z.void()),
  /** Takes the own ask back. Hubs of older releases answer 404. */
  withdraw: procedure.route({ method: 'POST', path: '/agents/withdraw' }).output(z.void()),
  answer: procedure
    .route({ method: 'POST', path: '/agents/answer' })
    .input(toDesk.answer)
    .output(z.void()),
  force: procedure
    .route({ method: 'POST', path: '/agents/force' })
    .input(toDesk.force)
    .output(z.void()),
};
