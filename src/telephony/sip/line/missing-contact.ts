import { type Core, NameAddrHeader } from 'sip.js';

/**
 * Gives an INVITE without a Contact that could be used the one that is known: within a dialog that of the dialog (RFC 3261 §12.2.1.1: a
 * Contact says where the far side has moved to), else the caller's address. sip.js refuses the first and throws on the second. Over a
 * WebSocket all goes to the PBX, whatever the address is.
 */
export function fillContacts(core: Core.UserAgentCore): void {
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (message) => {
    if (message.method === 'INVITE' && !message.hasHeader('contact')) {
      const dialog = core.dialogs.get(message.callId + (message.toTag ?? '') + message.fromTag);
      const target = dialog?.remoteTarget ?? message.from.uri;
      const contact = new NameAddrHeader(target, '', {});
      message.headers['Contact'] = [{ raw: contact.toString(), parsed: contact }];
    }
    return receive(message);
  };
}
