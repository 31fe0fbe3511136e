import { useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';

/** Offers the browser to open `tel:` links here. In the desktop program the installer sees to it. */
export function LinkSetting() {
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
