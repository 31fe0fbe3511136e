import { AppError } from '../../../shared/app-error.ts';
import type { PhoneCommand } from '../../../shared/domain/phone/phone-state.ts';
import type { DeskGuards } from '../../host/desk-guards.ts';
import type { AgentsArea } from '../agents/agents-area.ts';
import type { SessionArea } from '../session/session-area.ts';
import type { PhoneArea } from './phone-area.ts';

type Served = () => {
  readonly agents: AgentsArea;
  readonly phone: PhoneArea;
  readonly session: SessionArea;
};

/** What begins a conversation: refused to somebody whom the hub lets go on no longer, but for a call for help. */
const startsCall: ReadonlySet<PhoneCommand['kind']> = new Set(['dial', 'answer']);

/** A command of the desk page to the phone. */
export const phoneRouter = ({ desk }: DeskGuards, host: Served) =>
  desk.phone.handler(({ input }) => {
    const { agents, phone, session } = host();
    const refusedBy = session.refusedBy();
    if (refusedBy && startsCall.has(input.kind) && !agents.isEmergency(input))
      throw new AppError(refusedBy);
    agents.checkDialling(input);
    return phone.command(input);
  });
