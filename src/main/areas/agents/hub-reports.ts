import { errorCodeOf } from '../../../shared/app-error.ts';
import {
  type AgentOrder,
  type AgentReport,
  type AgentReportAnswer,
  agentReportAnswerSchema,
} from '../../../shared/contract/agents/schemas.ts';
import { tolerant } from '../../../shared/contract/tolerant.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import type { Timers } from '../../host/timers.ts';

/** The desk's side of the team at the hub: reports each few seconds and at each change, and hears what waits for its agent. */
export interface HubReports {
  /** Reports soon; several changes at once make one report. */
  reportSoon(): void;
  /** Others whom a call would reach; `null` = not known just now. */
  othersOnPost(): number | null;
  run(signal: AbortSignal): Promise<void>;
}

const everyMs = 5000;
/** A call that rings is on the agent's screen by then: making the report and the hub's work on it stood in its way. */
const soonMs = 100;
const knownForMs = 15_000;
/** What it says goes to the pages as it is read here. */
const answerSchema = tolerant(agentReportAnswerSchema);

export function createHubReports(deps: {
  readonly link: HubLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Who is at the desk; the answer to a report of somebody else is dropped. */
  readonly person: () => string | null;
  /** `null` = nobody is at the desk who takes calls. */
  readonly report: () => AgentReport | null;
  readonly onAnswer: (answer: AgentReportAnswer | null) => void;
  readonly onOrder: (order: AgentOrder) => void;
}): HubReports {
  const { link, clock, timers } = deps;
  let wakeUp = new AbortController();
  let known: { readonly others: number; readonly at: number } | null = null;

  const reportOnce = async () => {
    const report = deps.report();
    if (report === null) return;
    const reporter = deps.person();
    const isStillHere = () => deps.person() === reporter;
    try {
      const said = await link.call((hub) => hub.agents.report(report));
      if (!isStillHere()) return;
      const answer = answerSchema.parse(said);
      known = { others: answer.othersOnPost, at: clock.now() };
      deps.onAnswer(answer);
      if (answer.order) deps.onOrder(answer.order);
    } catch (error) {
      deps.logger.debug('agent.notReported', { code: errorCodeOf(error) });
      if (isStillHere()) deps.onAnswer(null);
    }
  };
  return {
    // With a reason of ours: without one an exception with its stack is made, which a ringing call would wait for.
    reportSoon: () => wakeUp.abort('soon'),
    othersOnPost: () => (known && clock.now() - known.at <= knownForMs ? known.others : null),
    async run(signal) {
      while (!signal.aborted) {
        wakeUp = new AbortController();
        await reportOnce();
        await timers.wait(everyMs, AbortSignal.any([signal, wakeUp.signal]));
        await timers.wait(soonMs, signal);
      }
    },
  };
}
