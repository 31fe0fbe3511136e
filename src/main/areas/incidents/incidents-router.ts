import { AppError } from '../../../shared/app-error.ts';
import type { HintDraft } from '../../../shared/domain/incidents/hints.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { IncidentsArea } from './incidents-area.ts';

type Served = () => { readonly incidents: IncidentsArea; readonly hubLink: HubLinkArea };

type Typed = Omit<HintDraft, 'numberKey' | 'at'> & { readonly requesterNumber: string };

/** Hints and board out of this desk's own copy, also without the hub; what holds for all desks is asked of the hub, live. */
export const incidentsRouter = ({ desk, lead }: DeskGuards, host: Served) => {
  const draftOf = ({ requesterNumber, ...typed }: Typed) => ({
    ...typed,
    numberKey: normaliseNumber(requesterNumber).key,
  });
  return {
    hints: desk.incidents.hints.handler(({ input }) => host().incidents.hints(draftOf(input))),
    history: desk.incidents.history.handler(({ input }) =>
      host().incidents.history(draftOf(input)),
    ),
    board: desk.incidents.board.handler(({ input }) => host().incidents.board(input.stormId)),
    merge: lead.incidents.merge.handler(async ({ input: { commandId, ...order } }) => {
      const command = {
        kind: 'ticketMerge',
        act: 'merge',
        ...order,
        at: host().incidents.now(),
      } as const;
      const result = await host().hubLink.link.call((hub) =>
        hub.commands.submit({ commandId, command }),
      );
      if (result.kind === 'refused') throw new AppError(result.code);
      return { skipped: result.kind === 'accepted' ? (result.skipped ?? []).length : 0 };
    }),
    startStorm: lead.incidents.startStorm.handler(({ input }) =>
      host().hubLink.link.call((hub) => hub.incidents.startStorm(input)),
    ),
    endStorm: lead.incidents.endStorm.handler(() =>
      host().hubLink.link.call((hub) => hub.incidents.endStorm()),
    ),
    putPoints: lead.incidents.putPoints.handler(({ input }) =>
      host().hubLink.link.call((hub) => hub.incidents.putPoints(input)),
    ),
    say: lead.incidents.say.handler(({ input }) =>
      host().hubLink.link.call((hub) => hub.incidents.say(input)),
    ),
    list: lead.incidents.list.handler(({ input }) =>
      host().hubLink.link.call((hub) => hub.incidents.list(input)),
    ),
  };
};
