import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { CallLife } from '../call/call-life.ts';
import type { CallSurvival } from '../call/call-survival.ts';
import type { SdhAdapter } from './sdh-adapter.ts';
import { statusOfReinvite } from '../sip-errors.ts';

export interface NewMediaDeps {
  readonly adapter: SdhAdapter;
  readonly life: Pick<CallLife, 'phase' | 'explainEnd'>;
  readonly survival: Pick<CallSurvival, 'end'>;
  readonly reinvite: () => Promise<void>;
  /** A socket to the address that has this call is open. */
  readonly canReach: () => boolean;
  readonly logger: Logger;
}

/** Re-INVITEs without which nobody would hear anybody: they are agreed upon, or the call is over with the reason. */
export interface NewMedia {
  /** Another fork has answered than the media were made with: connected once a re-INVITE has made new ones. */
  startOver(accept: () => Promise<void>): Promise<void>;
  /** The path never came up: another one, by ICE restart. */
  restart(): Promise<void>;
}

export function createNewMedia(parts: NewMediaDeps): NewMedia {
  const { adapter, life } = parts;
  /** Without a socket nothing was refused: what a lost one means is told elsewhere. */
  const agreeOrEnd = () =>
    parts.reinvite().catch((error: unknown) => {
      if (life.phase() === 'ended' || !parts.canReach()) return;
      life.explainEnd('failed', codeOf(error));
      parts.survival.end();
    });
  return {
    async startOver(accept) {
      adapter.startOver();
      await accept();
      inBackground(agreeOrEnd(), parts.logger, 'sip.reviveFailed');
    },
    restart() {
      adapter.iceRestart = true;
      return agreeOrEnd();
    },
  };
}

function codeOf(error: unknown): ErrorCode {
  if ([488, 606].includes(statusOfReinvite(error))) return 'media.negotiationFailed';
  return error instanceof AppError ? error.code : 'sip.callCut';
}
