import type { Session } from 'sip.js';
import { AppError } from '../../shared/app-error.ts';
import type { PhoneConfig } from '../../shared/domain/phone-state.ts';
import type { SetTimer } from '../core/set-timer.ts';

export interface DtmfOptions {
  readonly session: Session;
  readonly digits: string;
  readonly how: PhoneConfig['dtmf'];
  readonly setTimer: SetTimer;
}

const toneMs = 160;
const gapMs = 70;

/** Sends digits as RFC 4733 events in the sound, or one `application/dtmf-relay` INFO each where the PBX wants that. */
export async function sendDigits({ session, digits, how, setTimer }: DtmfOptions): Promise<void> {
  if (how === 'rfc4733') {
    if (!session.sessionDescriptionHandler?.sendDtmf(digits))
      throw new AppError('phone.notAllowedNow');
    return;
  }
  for (const digit of digits) {
    const content = `Signal=${digit}\r\nDuration=${toneMs}\r\n`;
    await session.info({
      requestOptions: {
        body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content },
      },
    });
    await new Promise<void>((resolve) => void setTimer(resolve, toneMs + gapMs));
  }
}
