import { type StoreApi, createStore } from 'zustand/vanilla';
import type { ClientInput, ClientLine } from '../../shared/contract/admin/client-schemas.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls } from '../page/hub-calls.ts';

export interface ClientsState extends Doing {
  /** `null` = not asked for yet. */
  readonly clients: readonly ClientLine[] | null;
  /** A token, shown until it is put away. */
  readonly told: { readonly name: string; readonly token: string } | null;
}

export interface ClientsActs {
  look(): Promise<void>;
  add(client: ClientInput): Promise<boolean>;
  /** A new token; the one before works for another day. */
  roll(client: ClientLine): Promise<boolean>;
  revoke(client: ClientLine): Promise<boolean>;
  putAway(): void;
}

export type ClientsStore = StoreApi<ClientsState & ClientsActs>;

/** Programs of others that may ask the hub, for the administrator. */
export function createClientsStore({ hub }: { readonly hub: HubCalls }): ClientsStore {
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const read = async () => {
      const { clients } = await hub.ask(({ admin }) => admin.clients());
      set({ clients });
    };
    return {
      ...idle,
      clients: null,
      told: null,
      async look() {
        await doing(read, 'look');
      },
      add: (client) =>
        doing(async () => {
          const { token } = await hub.ask(({ admin }) => admin.addClient(client));
          // Told before anything else can fail: it is nowhere else.
          set({ told: { name: client.name, token } });
          await read();
        }),
      roll: ({ clientId, name }) =>
        doing(async () => {
          const { token } = await hub.ask(({ admin }) => admin.rollClient({ clientId }));
          set({ told: { name, token } });
          await read();
        }),
      revoke: ({ clientId }) =>
        doing(async () => {
          await hub.ask(({ admin }) => admin.revokeClient({ clientId }));
          await read();
        }),
      putAway: () => set({ told: null }),
    };
  });
}
