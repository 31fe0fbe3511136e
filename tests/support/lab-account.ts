import type { PbxAccount } from '../../tools/demo/pbx.ts';
import type { Asterisk } from './asterisk.ts';

/** The `pbx` section of `desk.json` for a phone of the lab's Asterisk. */
export function labAccount(asterisk: Asterisk, changes: Partial<PbxAccount> = {}): PbxAccount {
  return {
    serverUrl: asterisk.wsUrl,
    domain: asterisk.domain,
    extension: '1001',
    secret: asterisk.secrets['1001'],
    ...changes,
  };
}
