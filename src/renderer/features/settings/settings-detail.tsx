import { useDeskStore, useSession, useView } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { textScales } from '../../stores/view-store.ts';
import { LinkSetting } from './link-setting.tsx';
import { WindowSettings } from './window-settings.tsx';
import { Segments } from '../../ui/segments.tsx';

const keys = [
  ['F2', 'answer'],
  ['F4', 'hangUp'],
  ['F8', 'mute'],
  ['F9', 'hold'],
  ['F7', 'dialPad'],
  ['Ctrl K', 'search'],
  ['Alt 1–9', 'insert'],
  ['Ctrl Enter', 'close'],
  ['Ctrl S', 'save'],
  ['Alt W', 'caller'],
] as const;
const lineKeys = [
  ['F6', 'transfer'],
  ['F10', 'swap'],
  ['F3', 'silence'],
  ['Alt J', 'decline'],
  ['Alt S', 'conference'],
  ['Alt P', 'rating'],
  ['Alt R', 'redial'],
  ['Alt M', 'missed'],
] as const;

/** How the desk looks, its keys, and signing out. */
export function SettingsDetail() {
  const t = useText();
  const view = useView((state) => state);
  const version = useDeskStore((state) => state.info?.version ?? '');
  const signOut = useSession((state) => state.signOut);
  const themes = [
    { value: 'light', label: t('status.light') },
    { value: 'night', label: t('status.night') },
  ] as const;
  const languages = [
    { value: 'zh-CN', label: '中文' },
    { value: 'en', label: 'English' },
  ] as const;
  const scales = textScales.map((scale) => ({ value: scale, label: `${scale}%` }));
  return (
    <div className="settings">
      <span>{t('status.theme')}</span>
      <Segments
        label={t('status.theme')}
        value={view.theme}
        options={themes}
        onChange={view.setTheme}
      />
      <span>{t('status.textSize')}</span>
      <Segments
        label={t('status.textSize')}
        value={view.textScale}
        options={scales}
        onChange={view.setTextScale}
      />
      <span>{t('status.language')}</span>
      <Segments
        label={t('status.language')}
        value={view.language}
        options={languages}
        onChange={view.setLanguage}
      />
      <WindowSettings />
      <LinkSetting />
      <span>{t('status.keys')}</span>
      <dl className="settings__keys">
        {lineKeys.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd className="kbd">{key}</kbd>
            </dt>
            <dd>{t(`lines.keys.${act}`)}</dd>
          </div>
        ))}
        {keys.map(([key, act]) => (
          <div key={key}>
            <dt>
              <kbd className="kbd">{key}</kbd>
            </dt>
            <dd>{t(`keys.${act}`)}</dd>
          </div>
        ))}
      </dl>
      <span className="num">{t('signIn.version', { version })}</span>
      <button
        type="button"
        className="button button--small settings__out"
        onClick={() => void signOut()}
      >
        {t('status.signOut')}
      </button>
    </div>
  );
}
