import { useDeskStore, useStores, useView } from '../../parts/desk-context.ts';
import { keyHint, keyNames } from '../../parts/keys.ts';
import { SignOut } from '../../parts/sign-out.tsx';
import { useText } from '../../parts/use-text.ts';
import { textScales } from '../../../shared/kept/view.ts';
import { LogSetting } from './log-setting.tsx';
import { WindowSettings } from './window-settings.tsx';
import { Segments } from '../../ui/segments.tsx';
import './settings.css';

/** How the desk looks, its keys, and signing out. */
export function SettingsDetail() {
  const t = useText();
  const view = useView((state) => state);
  const version = useDeskStore((state) => state.info?.version ?? '');
  const themes = [
    { value: 'light', label: t('settings.light') },
    { value: 'night', label: t('settings.night') },
  ] as const;
  const scales = textScales.map((scale) => ({ value: scale, label: `${scale}%` }));
  return (
    <div className="settings">
      <span>{t('settings.theme')}</span>
      <Segments
        label={t('settings.theme')}
        value={view.theme}
        options={themes}
        onChange={view.setTheme}
      />
      <span>{t('settings.textSize')}</span>
      <Segments
        label={t('settings.textSize')}
        value={view.textScale}
        options={scales}
        onChange={view.setTextScale}
      />
      <WindowSettings />
      <LinkSetting />
      <LogSetting />
      <span>{t('settings.keys')}</span>
      <dl className="settings__keys">
        {keyNames.map((name) => (
          <div key={name}>
            <dt>
              <kbd className="kbd">{keyHint(name)}</kbd>
            </dt>
            <dd>{t(`keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <span className="num">{t('signIn.version', { version })}</span>
      <SignOut />
    </div>
  );
}

/** Offers the browser to open `tel:` links here. In the desktop program the installer sees to it. */
function LinkSetting() {
  const t = useText();
  const { offerDialLinks } = useStores();
  if (!offerDialLinks) return null;
  return (
    <>
      <span>{t('settings.links.title')}</span>
      <div>
        <button type="button" className="button button--small" onClick={offerDialLinks}>
          {t('settings.links.offer')}
        </button>
        <p className="settings__hint">{t('settings.links.hint')}</p>
      </div>
    </>
  );
}
