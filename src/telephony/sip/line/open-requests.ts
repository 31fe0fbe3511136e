import type { Core } from 'sip.js';
import type { AnswerMarks, OpenRequest } from '../wire/answer-text.ts';

type Client = Core.UserAgentClient;

/**
 * The request that an answer belongs to: by branch and method (RFC 3261 §17.1.3); else by the branch alone, where the method cannot be
 * believed; else, where the branch is lost or another's, by Call-ID, number and method.
 */
export function findOpenRequest(core: Core.UserAgentCore, marks: AnswerMarks): OpenRequest | null {
  const clients = core.userAgentClients;
  const { branches, callId, cseq, method } = marks;
  for (const name of [method, 'INVITE'])
    for (const branch of branches) {
      const client = clients.get(branch + name);
      if (client) return opened(client, branch);
    }
  for (const client of clients.values()) {
    const { message, transaction } = client;
    if (branches.includes(transaction.id)) return opened(client, transaction.id);
    const isNamed = message.callId === callId && message.cseq === cseq;
    if (isNamed && (method === '' || method === message.method))
      return opened(client, transaction.id);
  }
  return null;
}

/** With the branch that was answered: a retry with credentials has another one, in the same client. */
function opened({ message }: Client, branch: string): OpenRequest {
  const header = (name: string) => message.getHeader(name) ?? '';
  return {
    method: message.method,
    via: header('via').replace(/;branch=[^;\s]*/, `;branch=${branch}`),
    from: header('from'),
    to: header('to'),
    callId: message.callId,
    cseq: message.cseq,
    target: message.ruri.toString(),
  };
}
