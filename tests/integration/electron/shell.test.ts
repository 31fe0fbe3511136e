import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PhoneOrder } from '../../../src/shared/contract/phone-host.ts';
import { idlePhone } from '../../../src/shared/domain/phone/phone-state.ts';
import { defaultWindowSettings } from '../../../src/shared/domain/window/window-settings.ts';
import { deskFixture } from '../../support/electron-double/desk-fixture.ts';
import {
  type DeskClient,
  type PhoneClient,
  clientOf,
  openPage,
} from '../../support/electron-double/page-double.ts';
import type { RunningDesk } from '../../support/electron-double/running-desk.ts';
import { aCallView } from '../../support/host/phone-values.ts';
import { until } from '../../support/until.ts';

const { bundle, start } = deskFixture();

async function phonePage({ double, phone }: RunningDesk) {
  const client = clientOf<PhoneClient>(
    await openPage(double, phone, bundle().preloadFile).wantPort(),
  );
  const orders: PhoneOrder[] = [];
  const iterator = await client.attach({ buildId: 'development', takeOver: false });
  void (async () => {
    for await (const order of iterator) {
      orders.push(order);
      if (order.kind === 'command')
        await client.commandDone({ commandId: order.commandId, error: null });
    }
  })();
  await until('the lease', () => orders.length > 0);
  return {
    ring: async () => {
      const call = aCallView({ state: 'alerting' });
      await client.publish({ ...idlePhone, calls: [call] });
      return call;
    },
    /** The guard keeps the program open while a call rings. */
    over: () => client.publish(idlePhone),
    commands: () => orders.flatMap((order) => (order.kind === 'command' ? [order.command] : [])),
  };
}

const deskPage = async ({ double, desk }: RunningDesk) =>
  clientOf<DeskClient>(await openPage(double, desk, bundle().preloadFile).wantPort());

describe('the desk among other programs', () => {
  it('writes its log into the data folder, and shows the file in the system’s file manager', async () => {
    const running = await start();
    const page = await deskPage(running);
    const file = join(running.dataDirectory, 'desk.log');
    expect(await page.info()).toMatchObject({
      logFile: file,
      dataFolder: running.dataDirectory,
    });
    await until('the log says that it is ready', () =>
      readFileSync(file, 'utf8').includes('electron.ready'),
    );
    await page.window.showLog();
    expect(running.double.shownFiles).toEqual([file]);
  });

  it('brings the call bar to the front when it rings, without the keyboard', async () => {
    const running = await start();
    const page = await phonePage(running);
    const before = { desk: running.desk.calls.length, phone: running.phone.calls.length };
    await page.ring();
    await until('in front', () => running.phone.calls.includes('moveTop'));
    expect(running.phone.calls.slice(before.phone)).toEqual(['onTop', 'showInactive', 'moveTop']);
    expect(running.desk.calls.slice(before.desk)).toEqual([]);
    await page.over();
  });

  it('answers by a system-wide key, which can be changed and may be held by another program', async () => {
    const running = await start({
      prepare: ({ globalShortcut }) => globalShortcut.taken.add('F8'),
    });
    const page = await phonePage(running);
    const { keys } = running.double.globalShortcut;
    await until('keys', () => keys.size === 4);
    const call = await page.ring();
    await until('shown', () => running.phone.calls.includes('moveTop'));
    keys.get('Control+Alt+J')?.();
    await until('answered', () => page.commands().length === 1);
    expect(page.commands()).toEqual([{ kind: 'answer', callId: call.callId }]);

    const client = await deskPage(running);
    const shortcuts = { ...defaultWindowSettings.shortcuts, answer: 'F7', mute: 'F8' };
    const state = await client.window.set({ callBar: 'never', shortcuts });
    expect(state).toMatchObject({ kind: 'window', taken: ['mute'] });
    expect([...keys.keys()]).toEqual(['F7', 'Control+Alt+G', 'Control+Alt+B']);
    expect(running.phone.calls.at(-1)).toBe('notOnTop');
    await page.over();
  });

  it('shows its state in the tray, whose menu and click bring the windows back', async () => {
    const running = await start();
    const [tray] = running.double.trays;
    expect(tray?.toolTip).toContain('未登录');
    const page = await phonePage(running);
    await page.ring();
    await until('the ring', () => tray?.toolTip.includes('振铃') ?? false);
    tray?.emit('click');
    expect(running.desk.calls.slice(-2)).toEqual(['show', 'focus']);
    expect(tray?.toolTip).not.toContain('199');
    await page.over();
  });

  it('puts the number of a followed link into the dial pad, and dials nothing', async () => {
    const running = await start();
    expect(running.double.app.claimed).toEqual(['tel', 'sip', 'sips']);
    const page = await phonePage(running);
    const client = await deskPage(running);
    const events = await client.watch();
    const asked: string[] = [];
    void (async () => {
      for await (const event of events)
        if (event.kind === 'dialRequested') asked.push(event.number);
    })();
    running.double.app.emit('second-instance', {}, [
      'hotline-desk.exe',
      '--x',
      'tel:199-0000-0123',
    ]);
    running.double.app.emit('second-instance', {}, ['hotline-desk.exe', 'tel:nobody']);
    running.double.app.emit(
      'open-url',
      { preventDefault: () => undefined },
      'sip:1002@pbx.example',
    );
    await until('both numbers', () => asked.length === 2);
    expect(asked).toEqual(['19900000123', '1002']);
    expect(page.commands()).toEqual([]);
  });

  it('tells the phone at once when the PC wakes up', async () => {
    const running = await start();
    const page = await phonePage(running);
    running.double.powerMonitor.emit('resume');
    await until('the order', () => page.commands().length === 1);
    expect(page.commands()).toEqual([{ kind: 'wake' }]);
  });

  it('gives keys and tray back when it ends', async () => {
    const running = await start();
    await until('keys', () => running.double.globalShortcut.keys.size === 4);
    await running.quit();
    expect(running.double.globalShortcut.keys.size).toBe(0);
    expect(running.double.trays[0]?.isGone).toBe(true);
  });
});
