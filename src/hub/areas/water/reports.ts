import { z } from 'zod';
import {
  type WaterReceipt,
  type WaterReport,
  waterReportSchema,
} from '../../../shared/contract/open/schemas.ts';
import { anyAgent } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Exchange } from '../../../shared/domain/city/exchange.ts';
import { type Asking, type OpenDeps, clientRow } from '../clients/asking.ts';
import { OpenRefusal } from '../clients/open-refusal.ts';
import { hiddenFrom } from '../tickets/may-read.ts';

/** In one answer. */
const mostReports = 100;

/** What Smart Water has not said to have, of each ticket the oldest; told again until it has. */
export async function listReports(
  { store, clock }: OpenDeps,
  asking: Asking,
): Promise<{ reports: WaterReport[] }> {
  const at = clock.now();
  const due = await store.exchanges.of('smartWater').dueOut(at, mostReports);
  const row = clientRow(asking, { at, action: 'clientReport', subjectId: asking.client.clientId });
  if (due.length > 0) await store.audit.appendOrCountEach(row);
  const ids = due.flatMap(({ ticketId }) => ticketId ?? []);
  // The words were covered for what the ticket was when they were written.
  const secret = await hiddenFrom(store, anyAgent, ids);
  const isSecret = ({ ticketId }: Exchange) => ticketId !== null && secret.has(ticketId);
  const told = due.flatMap((exchange) => reportOf(exchange, isSecret(exchange)) ?? []);
  return { reports: told };
}

/** Smart Water has a report, or cannot take it, which then needs somebody. Throws `OpenRefusal('report.notFound')`. */
export async function takeReport(
  { store, clock }: OpenDeps,
  asking: Asking,
  reportId: string,
  { isTaken, reason }: WaterReceipt,
): Promise<void> {
  const at = clock.now();
  await store.transaction(async ({ exchanges, audit }) => {
    const known = await exchanges.get(reportId);
    if (known?.system !== 'smartWater' || known.direction !== 'out')
      throw new OpenRefusal('report.notFound');
    if (known.state !== 'waiting') return;
    const tried = { tries: known.tries + 1, changedAt: at, nextTryAt: null };
    await exchanges.move(
      reportId,
      isTaken
        ? { ...tried, state: 'done', reason: null, detail: null }
        : { ...tried, state: 'refused', reason: 'refusedByPartner', detail: reason },
    );
    await audit.append(clientRow(asking, { at, action: 'clientReport', subjectId: reportId }));
  });
}

/** As Smart Water reads it; `null` = nobody can read it any more. Of a confidential ticket how far it is, and no word. */
function reportOf({ exchangeId, raw }: Exchange, isSecret: boolean): WaterReport | null {
  const kept = keptReport.safeParse(JSON.parse(raw));
  if (!kept.success) return null;
  const { cityNo: eventNo, ...said } = kept.data;
  const words = isSecret ? { ...said, reason: '', reply: '', handling: '' } : said;
  return { ...words, reportId: exchangeId, eventNo };
}

const { ticketNo, kind, at, reason, reply, handling, solved, satisfaction } =
  waterReportSchema.shape;
/** What `keepTicket` has written; also by another release. */
const keptReport = z.object({
  cityNo: z.string(),
  ticketNo,
  kind,
  at,
  reason: reason.default(''),
  reply: reply.default(''),
  handling: handling.default(''),
  solved: solved.default(null),
  satisfaction: satisfaction.default(null),
});
