import { type Core, NameAddrHeader } from 'sip.js';

/**
 * A request whose Call-ID and tags name a call of ours belongs to it, whatever address stands in its first line: sip.js answers 404
 * or 416 there, drops an ACK, and the call goes on without anybody. A BYE ends it whatever its number is, where RFC 3261 §12.2.2 has
 * 500: who sent it is gone.
 */
export function takeWhatIsOurs(core: Core.UserAgentCore): void {
  const receive = core.receiveIncomingRequestFromTransport.bind(core);
  core.receiveIncomingRequestFromTransport = (message) => {
    const dialog = core.dialogs.get(message.callId + (message.toTag ?? '') + message.fromTag);
    if (dialog) {
      message.ruri = core.configuration.contact.uri;
      if (message.method === 'BYE' && message.cseq <= (dialog.remoteSequenceNumber ?? 0))
        dialog['dialogState'].remoteSequenceNumber = message.cseq - 1;
    }
    return receive(message);
  };
}

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
