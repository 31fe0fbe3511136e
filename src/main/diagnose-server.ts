import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import type { ErrorCode } from '../shared/error-codes.ts';
import { tlsFaultOf } from './hub-client/tls-fault.ts';

const handshakeLimitMs = 5000;

/**
 * Why a page could not open this `ws:` or `wss:` URL; browsers hide it. `sip.unknownHost`, the fault of its TLS
 * (`sip.certificate…`, `sip.tlsFailed`), else `sip.connectionLost`.
 */
export async function diagnoseServer(serverUrl: string): Promise<ErrorCode> {
  const url = new URL(serverUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    await lookup(host);
  } catch {
    return 'sip.unknownHost';
  }
  return url.protocol === 'wss:' ? handshake(host, Number(url.port || 443)) : 'sip.connectionLost';
}

function handshake(host: string, port: number): Promise<ErrorCode> {
  return new Promise((resolve) => {
    const isName = !/^[\d.]+$|:/.test(host);
    const socket = connect({
      host,
      port,
      timeout: handshakeLimitMs,
      ...(isName ? { servername: host } : {}),
    });
    const finish = (code: ErrorCode) => {
      socket.destroy();
      resolve(code);
    };
    socket.once('secureConnect', () => finish('sip.connectionLost'));
    socket.once('timeout', () => finish('sip.connectionLost'));
    socket.once('error', (error) => {
      const fault = tlsFaultOf(error);
      finish(fault === null ? 'sip.connectionLost' : `sip.${fault}`);
    });
  });
}
