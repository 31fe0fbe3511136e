import { assert } from '../../shared/assert.ts';
import type { TicketKind } from '../../shared/domain/tickets/ticket.ts';
import { drainageTemplates } from './data/ticket-templates-drainage.ts';
import { riversTemplates } from './data/ticket-templates-rivers.ts';
import { supplyTemplates } from './data/ticket-templates-supply.ts';
import type { SeededRandom } from '../../shared/seeded-random.ts';
import type { StatePlan } from './ticket-plan.ts';
import type { TicketTemplate } from './ticket-template.ts';

/** One demand of a template, with the result that fits it; slots still open. */
export interface Demand {
  readonly template: TicketTemplate;
  readonly kind: TicketKind;
  readonly content: string;
  readonly result: string;
}

/** Matters of others go back or are not accepted; what the desk answers itself are questions, thanks and proposals. */
export function pickDemand(plan: StatePlan, random: SeededRandom): Demand {
  const foreign = ['returnPending', 'returned', 'notAccepted'].includes(plan.state);
  const department = [
    'assigned',
    'inHandling',
    'awaitingAudit',
    'awaitingApproval',
    'merged',
    'withdrawn',
  ].includes(plan.state);
  const all = [...supplyTemplates, ...drainageTemplates, ...riversTemplates].filter(
    ({ categoryCode }) => (categoryCode === 'other.notWater') === foreign,
  );
  const choices = all.flatMap((template) =>
    template.contents.map(([kind, content], index) => {
      const result = template.results[index % template.results.length];
      assert(result !== undefined, 'a template has results');
      return { template, kind, content, result };
    }),
  );
  return random.pick(
    choices.filter(({ kind }) => {
      if (department) return isFieldwork(kind);
      return plan.state === 'selfHandling' ? !isFieldwork(kind) : true;
    }),
  );
}

/** Somebody has to go and look: never closed by the desk itself. */
export function isFieldwork(kind: TicketKind): boolean {
  return kind === 'help' || kind === 'complaint' || kind === 'report';
}
