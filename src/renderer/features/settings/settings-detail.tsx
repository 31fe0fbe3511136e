import type { ReactNode } from 'react';
import { useDeskStore, useStores } from '../../parts/desk-context.ts';
import { keyHint, keyNames } from '../../parts/keys.ts';
import { LookSettings } from '../../parts/look-settings.tsx';
import { SignOut } from '../../parts/sign-out.tsx';
import { useText } from '../../parts/use-text.ts';
import { LogSetting } from './log-setting.tsx';
import { WindowSettings } from './window-settings.tsx';
import './settings.css';

/** How the desk looks, its keys, and signing out; `children`: rows of other features. */
export function SettingsDetail({ children }: { readonly children?: ReactNode }) {
  const t = useText();
  const version = useDeskStore((state) => state.info?.version ?? '');
  return (
    <div className="settings">
      <LookSettings />
      <WindowSettings />
      <LinkSetting />
      <LogSetting />
      {children}
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
