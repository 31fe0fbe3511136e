import type { Hint, HintDraft } from '../../../shared/domain/incidents/hints.ts';
import { officeRules } from '../../../shared/domain/office/office-rules.ts';
import type { PlaceHistory } from '../../../shared/domain/incidents/place-history.ts';
import { anyAgent } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { HostCore } from '../../host/host-core.ts';
import type { StoreApi } from '../../storage/store-client.ts';

type Draft = Omit<HintDraft, 'at'>;

/** What this desk knows of a place while somebody types, and the board of incidents. */
export interface IncidentsArea {
  hints(draft: Draft): Promise<readonly Hint[]>;
  history(draft: Draft): Promise<PlaceHistory>;
  now(): number;
  board(stormId: string | null): ReturnType<StoreApi['incidents']['board']>;
}

export function createIncidentsArea({
  store: { incidents },
  clock,
  deskState,
}: Pick<HostCore, 'store' | 'clock' | 'deskState'>): IncidentsArea {
  const reader = () => deskState.current().user ?? anyAgent;
  return {
    hints(draft) {
      const { storm, pronePoints: points = [] } = deskState.current();
      const stormId = storm?.isOn ? storm.stormId : null;
      return incidents.hints({ ...draft, at: clock.now() }, { reader: reader(), points, stormId });
    },
    history: (draft) =>
      incidents.history(
        reader(),
        { ...draft, at: clock.now() },
        officeRules(deskState.current()).departments,
      ),
    board: (stormId) => incidents.board(reader(), stormId),
    now: clock.now,
  };
}
