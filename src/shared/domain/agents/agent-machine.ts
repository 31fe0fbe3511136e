import type { ErrorCode } from '../../error-codes.ts';
import { foldCalls } from './agent-calls.ts';
import type {
  AgentCause,
  AgentContext,
  AgentDuty,
  AgentEvent,
  AgentPlan,
  AgentStep,
} from './agent-duty.ts';
import { type AgentRules, agentReasons, mayChoose } from './agent-rules.ts';
import type { AgentAsk, AgentStateName, AgentView } from './agent-view.ts';

const rests: readonly AgentStateName[] = ['break', 'meal', 'training'];
const readyPlan: AgentPlan = { state: 'ready', reason: '', lengthMs: null };
const signedOutPlan: AgentPlan = { ...readyPlan, state: 'signedOut' };

/** One event through the rules of section 7.1. An event that does not fit the state changes nothing. */
export function stepAgent(before: AgentDuty, event: AgentEvent, context: AgentContext): AgentStep {
  const duty = atTime(before, context.at);
  switch (event.kind) {
    case 'signIn':
      if (duty.state !== 'signedOut') return quiet(duty);
      return enter(duty, readyPlan, 'agent', context);
    case 'signOut':
      if (duty.state === 'signedOut') return quiet(duty);
      return event.atOnce
        ? enter({ ...duty, owesWork: false }, signedOutPlan, 'agent', context)
        : move(duty, signedOutPlan, 'agent', context);
    case 'change':
      return change(duty, event.plan, context);
    case 'forced':
      if (duty.state === 'signedOut' || event.plan.state === 'afterCallWork')
        return refuse(duty, 'agent.notAllowedNow');
      return move(duty, event.plan, 'lead', context);
    case 'extend':
      return extend(duty, event.reason, context);
    case 'finish':
      if (duty.state !== 'afterCallWork' || duty.talking)
        return refuse(duty, 'agent.notAllowedNow');
      return leaveWork(duty, 'agent', context);
    case 'calls':
      return takeCalls(duty, event.calls, context);
    case 'tick':
      return tick(duty, context);
  }
}

/** When the next `tick` is due by itself; `null` = never. */
export function dueAt(duty: AgentDuty): number | null {
  if (duty.endsAt === null || duty.reminded) return null;
  return duty.state === 'afterCallWork' && duty.talking ? null : duty.endsAt;
}

export function toAgentView(
  duty: AgentDuty,
  { queueTold, ask }: { readonly queueTold: boolean | null; readonly ask: AgentAsk | null },
): AgentView {
  const { state, since, reason, endsAt, missedRings } = duty;
  return {
    state,
    since,
    reason,
    endsAt,
    next: duty.next?.state ?? null,
    missedRings,
    queueTold,
    ask,
  };
}

function change(duty: AgentDuty, plan: AgentPlan, context: AgentContext): AgentStep {
  if (duty.state === 'signedOut' || plan.state === 'signedOut')
    return refuse(duty, 'agent.notAllowedNow');
  if (!mayChoose(context.role, plan.state)) return refuse(duty, 'agent.notAllowedNow');
  if (plan.reason === '' && agentReasons[plan.state].length > 0)
    return refuse(duty, 'agent.reasonMissing');
  const isSame = duty.state === plan.state && duty.reason === plan.reason && duty.next === null;
  return isSame ? quiet(duty) : move(duty, plan, 'agent', context);
}

/** At once, or after the conversation that runs. */
function move(
  duty: AgentDuty,
  plan: AgentPlan,
  cause: AgentCause,
  context: AgentContext,
): AgentStep {
  if (duty.talking) return quiet({ ...duty, next: plan });
  return enter({ ...duty, owesWork: false }, plan, cause, context);
}

function extend(duty: AgentDuty, reason: string, { at, rules }: AgentContext): AgentStep {
  if (duty.state !== 'afterCallWork' || duty.endsAt === null)
    return refuse(duty, 'agent.notAllowedNow');
  if (reason === '') return refuse(duty, 'agent.reasonMissing');
  const endsAt = Math.max(duty.endsAt, at) + rules.extendMs;
  return {
    duty: { ...duty, endsAt, reason },
    effects: [{ kind: 'extended', reason, at }],
    refused: null,
  };
}

function tick(duty: AgentDuty, context: AgentContext): AgentStep {
  const due = dueAt(duty);
  if (due === null || context.at < due) return quiet(duty);
  if (duty.state === 'afterCallWork') return leaveWork(duty, 'countdown', context);
  return {
    duty: { ...duty, reminded: true },
    effects: [{ kind: 'restOver', state: duty.state }],
    refused: null,
  };
}

function takeCalls(
  before: AgentDuty,
  views: Extract<AgentEvent, { kind: 'calls' }>['calls'],
  context: AgentContext,
): AgentStep {
  const { shortRingMs, missedRings: limit } = context.rules;
  const fold = foldCalls(before.calls, views, { at: context.at, shortRingMs });
  const working = before.state === 'afterCallWork';
  const duty: AgentDuty = {
    ...before,
    calls: fold.calls,
    talking: fold.talking,
    owesWork: before.owesWork || fold.talkEnded,
    // The countdown stands still while the agent talks; the end of that call begins it anew.
    endsAt: working && fold.talking ? null : before.endsAt,
    missedRings: fold.answered
      ? 0
      : before.missedRings + (before.state === 'ready' ? fold.missed : 0),
  };
  if (duty.owesWork && !duty.talking) return afterTalk({ ...duty, owesWork: false }, context);
  if (duty.talking) return quiet(duty);
  if (working && duty.endsAt === null)
    return quiet({ ...duty, endsAt: context.at + context.rules.afterCallMs });
  if (duty.next !== null && before.talking && !working)
    return enter(duty, duty.next, 'call', context);
  if (duty.state !== 'ready' || duty.missedRings < limit) return quiet(duty);
  return enter(
    duty,
    { ...readyPlan, state: 'notReady', reason: 'missedRings' },
    'missedRings',
    context,
  );
}

/** A citizen's call is over: work on it, unless the agent was resting or gone. */
function afterTalk(duty: AgentDuty, context: AgentContext): AgentStep {
  if (duty.state === 'signedOut' || rests.includes(duty.state))
    return duty.next ? enter(duty, duty.next, 'call', context) : quiet(duty);
  const toReady = duty.state === 'ready' || duty.reason === 'missedRings';
  const { state, reason } = duty;
  const home =
    duty.state === 'afterCallWork' ? duty.home : toReady ? null : { state, reason, lengthMs: null };
  const step = enter(duty, { ...readyPlan, state: 'afterCallWork' }, 'call', context);
  return { ...step, duty: { ...step.duty, home, next: duty.next } };
}

function leaveWork(duty: AgentDuty, cause: AgentCause, context: AgentContext): AgentStep {
  return enter(duty, duty.next ?? duty.home ?? readyPlan, cause, context);
}

function enter(
  duty: AgentDuty,
  plan: AgentPlan,
  cause: AgentCause,
  { at, rules }: AgentContext,
): AgentStep {
  const { state, reason } = plan;
  const length = lengthOf(plan, rules);
  const missedRings = state === 'notReady' ? duty.missedRings : 0;
  return {
    duty: {
      ...duty,
      state,
      reason,
      since: at,
      endsAt: length === null ? null : at + length,
      next: null,
      home: null,
      missedRings,
      reminded: false,
    },
    effects: [{ kind: 'changed', from: duty.state, to: state, reason, cause, at }],
    refused: null,
  };
}

function lengthOf({ state, lengthMs }: AgentPlan, rules: AgentRules): number | null {
  if (state === 'afterCallWork') return rules.afterCallMs;
  if (state === 'break') return rules.breakMs;
  if (state === 'meal') return rules.mealMs;
  return state === 'training' ? lengthMs : null;
}

/** A clock that was set back takes start and end along: a countdown never grows by it. */
function atTime(duty: AgentDuty, at: number): AgentDuty {
  const shift = Math.min(0, at - duty.seenAt);
  if (shift === 0) return { ...duty, seenAt: at };
  const endsAt = duty.endsAt === null ? null : duty.endsAt + shift;
  return { ...duty, since: duty.since + shift, endsAt, seenAt: at };
}

const quiet = (duty: AgentDuty): AgentStep => ({ duty, effects: [], refused: null });
const refuse = (duty: AgentDuty, refused: ErrorCode): AgentStep => ({ duty, effects: [], refused });
