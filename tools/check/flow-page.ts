import { flowActs } from '../../src/shared/domain/tickets/flow-acts.ts';
import { type FlowStep, flow } from '../../src/shared/domain/tickets/flow.ts';
import { type TicketState, isOpen, ticketStates } from '../../src/shared/domain/tickets/ticket.ts';
import { flowWords } from '../../src/shared/domain/tickets/flow-words.zh-cn.ts';
import { zhCnTickets } from '../../src/renderer/features/tickets/words.zh-cn.ts';

const { acts, steps: clocks } = flowWords.flow;
const { states } = zhCnTickets.ticket;
const roles: Readonly<Record<string, string>> = {
  agent: '坐席',
  lead: '班长',
  officer: '采购人',
  department: '经办部门',
  city: '市级平台',
  hub: '系统',
};
const open = ticketStates.filter((state) => isOpen({ state }));

const stateName = (state: FlowStep['from'][number]) =>
  state === 'none' ? '（无）' : states[state];

function fromText({ from }: FlowStep): string {
  if (from === open) return '各在办状态';
  return from.map(stateName).join('、');
}

function nextText({ next, nextOfCity }: FlowStep): string {
  const own = next === 'same' ? '不变' : stateName(next);
  return nextOfCity ? `${own}（市级派件：${stateName(nextOfCity)}）` : own;
}

function row(act: (typeof flowActs)[number], step: FlowStep): string {
  const who = step.who.map((one) => roles[one] ?? one).join('、');
  const starts = (step.starts ?? []).map((clock) => clocks[clock]).join('、');
  const bars = (step.bars ?? []).map(([, code]) => `\`${code}\``).join(' ');
  return `| ${acts[act]} \`${act}\` | ${fromText(step)} | ${nextText(step)} | ${who} | ${starts} | ${bars} |`;
}

function arrows(): string[] {
  const drawn = new Set<string>();
  for (const act of flowActs)
    for (const { from, next, nextOfCity } of flow[act])
      for (const state of from)
        for (const to of [next, nextOfCity]) {
          const isDrawn = to !== undefined && to !== 'same' && to !== state && state !== 'none';
          if (isDrawn && act !== 'withdraw') drawn.add(`  ${state} --> ${to}: ${acts[act]}`);
        }
  return [...drawn];
}

/** Text of `docs/flow.md`: the table of the flow and its picture, made of `flow.ts`. */
export function flowPage(): string {
  const named = (state: TicketState) => `  ${state}: ${states[state]}`;
  return [
    '# The course of a ticket',
    '',
    'Made of `src/shared/domain/tickets/flow.ts` by `npm run flow:page`; a test compares the two. What the words mean: domain document, 4.2.',
    'Withdrawing is possible from every open state before the city has the answer, and is left out of the picture.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...ticketStates.map(named),
    ...arrows(),
    '```',
    '',
    '| Act | From | To | Who | Clocks that begin | What may stand against it |',
    '|---|---|---|---|---|---|',
    ...flowActs.flatMap((act) => flow[act].map((step) => row(act, step))),
    '',
  ].join('\n');
}
