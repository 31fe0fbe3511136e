import type { Clock } from '../../shared/clock.ts';
import type { DeskState } from '../../shared/domain/desk/desk-state.ts';
import type { ElectronApi } from './electron-api.ts';
import { drawTrayIcon, iconSize } from './tray-icon.ts';
import { trayStateOf } from './tray-state.ts';

export interface TrayDeps {
  readonly electron: Pick<ElectronApi, 'Tray' | 'Menu' | 'nativeImage'>;
  readonly clock: Clock;
  readonly onShowDesk: () => void;
  readonly onShowPhone: () => void;
  /** Asked for by the menu; the guard of the windows still decides. */
  readonly onQuit: () => void;
}

/** The icon in the system's bar: state as shape and colour, its word as tooltip. */
export interface DeskTray {
  handleDesk(desk: DeskState): void;
  close(): void;
}

export function createDeskTray(deps: TrayDeps): DeskTray {
  const { Tray, Menu, nativeImage } = deps.electron;
  const imageOf = (kind: Parameters<typeof drawTrayIcon>[0]) =>
    nativeImage.createFromBitmap(drawTrayIcon(kind), { width: iconSize, height: iconSize });
  const tray = new Tray(imageOf('away'));
  let shown = '';
  tray.setToolTip('水务热线坐席台');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: '显示坐席台', click: deps.onShowDesk },
      { label: '显示软电话窗口', click: deps.onShowPhone },
      { type: 'separator' },
      { label: '退出', click: deps.onQuit },
    ]),
  );
  tray.on('click', deps.onShowDesk);
  return {
    handleDesk(desk) {
      const { kind, words } = trayStateOf(desk, deps.clock.now());
      if (`${kind}${words}` === shown) return;
      shown = `${kind}${words}`;
      tray.setImage(imageOf(kind));
      tray.setToolTip(`水务热线坐席台 · ${words}`);
    },
    close: () => tray.destroy(),
  };
}
