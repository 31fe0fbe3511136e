import type { Clock } from '../../../shared/clock.ts';
import type { AgentReportAnswer } from '../../../shared/contract/agents/schemas.ts';
import type { HubCommand } from '../../../shared/contract/commands/schemas.ts';
import type { AgentRules } from '../../../shared/domain/agents/agent-rules.ts';
import type { AgentTold } from '../../../shared/domain/agents/agent-told.ts';
import type { AgentView } from '../../../shared/domain/agents/agent-view.ts';
import type { CallSettings } from '../../../shared/domain/phone/call-settings.ts';
import type { SeatVerdict } from '../../../shared/domain/seat/seat-verdict.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { RunInBackground } from '../../host/background.ts';
import type { Timers } from '../../host/timers.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import type { StoreApi } from '../../storage/store-client.ts';

/** What the shift of an agent stands on. */
export interface AgentShiftDeps {
  readonly meta: StoreApi['meta'];
  readonly link: HubLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly rules: AgentRules;
  /** `null` without a configured PBX. */
  readonly calling: CallSettings | null;
  /** Number of this desk at the office's PBX; `undefined` when it cannot be dialled there. */
  readonly extension: string | undefined;
  readonly inBackground: RunInBackground;
  readonly enqueue: (command: HubCommand) => Promise<void>;
  /** Has a call of this person that ended at `since` or later no result yet? Epoch ms. */
  readonly owesResult: (since: number) => boolean;
  /** The verdict of this desk on itself, as it is now. */
  readonly seat: () => SeatVerdict;
  /** Dials a feature code over the phone, without a call that anybody sees. */
  readonly tellPbx: (code: string) => Promise<void>;
  readonly onView: (view: AgentView | null) => void;
  /** What the hub says of others; `null` = it does not answer. */
  readonly onTeam: (answer: AgentReportAnswer | null) => void;
  readonly onTold: (told: readonly AgentTold[]) => void;
}
