import type { DeskGuards } from '../../host/desk-guards.ts';
import type { WindowSettingsService } from './window-settings.ts';

type Served = () => { readonly window: WindowSettingsService };

export const windowRouter = ({ open }: DeskGuards, host: Served) => ({
  get: open.window.get.handler(() => host().window.current()),
  showLog: open.window.showLog.handler(async () => host().window.showLog()),
  set: open.window.set.handler(({ input }) => host().window.set(input)),
});
