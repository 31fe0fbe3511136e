import type { Session } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { MediaSession } from '../../core/media-port.ts';
import type { SetTimer } from '../../core/set-timer.ts';

export interface DtmfOptions {
  readonly session: Session;
  readonly media: Pick<MediaSession, 'whenConnected' | 'sendDtmf'>;
  readonly digits: string;
  readonly how: PhoneConfig['dtmf'];
  readonly setTimer: SetTimer;
}

const toneMs = 160;
const gapMs = 70;
/** Keys pressed while the path is still being set up wait so long for it. */
const pathLimitMs = 10_000;

/**
 * Sends digits as RFC 4733 events in the sound, or one `application/dtmf-relay` INFO each: where the PBX wants that, and where
 * the far side agreed on no events. Throws `phone.notAllowedNow` while there is no path, `phone.keysNotTaken` when the far side
 * refuses the INFO, too.
 */
export async function sendDigits(options: DtmfOptions): Promise<void> {
  const { session, media, digits, how, setTimer } = options;
  if (how === 'rfc4733') {
    // A call is answered before its path is up; what is pressed in between follows in its order.
    const isUp = await within(media.whenConnected(), setTimer);
    if (!isUp) throw new AppError('phone.notAllowedNow');
    if (media.sendDtmf(digits)) return;
  }
  for (const digit of digits) await sendInfo(session, digit, setTimer);
}

async function sendInfo(session: Session, digit: string, setTimer: SetTimer): Promise<void> {
  const content = `Signal=${digit}\r\nDuration=${toneMs}\r\n`;
  let isRefused = false;
  await session.info({
    requestDelegate: {
      onReject() {
        isRefused = true;
      },
    },
    requestOptions: {
      body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content },
    },
  });
  await new Promise<void>((resolve) => void setTimer(resolve, toneMs + gapMs));
  if (isRefused) throw new AppError('phone.keysNotTaken');
}

function within(connected: Promise<boolean>, setTimer: SetTimer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const cancel = setTimer(() => resolve(false), pathLimitMs);
    void connected.then(resolve, reject).finally(cancel);
  });
}
