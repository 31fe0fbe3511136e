import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { WebSocket } from 'ws';
import { paths } from '../../src/shared/contract/http-paths.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import type { PhoneCommand } from '../../src/shared/domain/phone/phone-state.ts';
import { fromWireError } from '../../src/shared/contract/base.ts';
import { type DeskWatch, watchDesk } from './host/desk-watch.ts';
import { type DeskClient, errorOf } from './host/host-clients.ts';
import type { Stack } from './stack.ts';

/** The desk page's connection without the page: commands to the phone, and the state that the page would show. */
export interface DeskRemote {
  readonly client: DeskClient;
  readonly watch: DeskWatch;
  /** Resolves when the phone has carried it out. */
  act(command: PhoneCommand): Promise<void>;
  /** The code with which a command fails; fails itself when it succeeds. */
  refusalOf(command: PhoneCommand): Promise<string>;
  call(callId: string): CallView | undefined;
  /** Waits for a call of which this holds. */
  untilCall(what: string, isIt: (call: CallView) => boolean): Promise<CallView>;
  close(): Promise<void>;
}

/** Opens it with the session of the desk page that the stack has open, once that page and the host have proved themselves. */
export async function openDeskRemote(stack: Stack): Promise<DeskRemote> {
  const socket = await openAdmitted(stack);
  // `ws` sockets are what oRPC needs of a browser's; their event types differ in name only.
  const client = createORPCClient<DeskClient>(new RPCLink({ websocket: socket as never }));
  const watch = await watchDesk(client);
  const calls = () => watch.state().phone.calls;
  const find = (isIt: (call: CallView) => boolean) => calls().find(isIt);
  return {
    client,
    watch,
    async act(command) {
      try {
        await client.phone(command);
      } catch (error) {
        // The wire's own text never names the code.
        throw new Error(`${command.kind} refused: ${fromWireError(error).code}`, { cause: error });
      }
    },
    refusalOf: async (command) => (await errorOf(client.phone(command))).code,
    call: (callId) => find((call) => call.callId === callId),
    async untilCall(what, isIt) {
      await watch.until(what, () => find(isIt) !== undefined, 15_000);
      const call = find(isIt);
      if (!call) throw new Error(what);
      return call;
    },
    async close() {
      await watch.stop();
      socket.terminate();
    },
  };
}

const proofLimitMs = 30_000;

/** After a start of the host the page proves itself anew, and its cookie is another one. */
async function openAdmitted(stack: Stack): Promise<WebSocket> {
  const deadline = performance.now() + proofLimitMs;
  for (;;) {
    const { origin, host } = new URL(stack.phone.url());
    const cookies = await stack.phone.context().cookies(origin);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const socket = new WebSocket(`ws://${host}${paths.rpcDesk}`, { headers: { origin, cookie } });
    const opened = Promise.withResolvers<Error | null>();
    socket.once('open', () => opened.resolve(null));
    socket.once('error', opened.resolve);
    const refusal = await opened.promise;
    if (refusal === null) return socket;
    if (performance.now() > deadline) throw refusal;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
