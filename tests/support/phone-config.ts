import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import type { PhoneConfig } from '../../src/shared/domain/phone/phone-state.ts';

/** What a test that is not about the account leaves as it is. */
export const plainPhoneConfig: PhoneConfig = {
  serverUrl: 'ws://pbx.example/ws',
  domain: 'pbx.example',
  extension: '1003',
  secret: 'secret',
  displayName: '坐席三',
  iceServers: [],
  registerExpiresSeconds: 300,
  dtmf: 'rfc4733',
  fallbackUrls: [],
  answerMedia: 'atAnswer',
  sessionExpiresSeconds: 0,
  calling: defaultCallSettings,
};
