import { useStores } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';

/** Offers the browser to open `tel:` links here. In the desktop program the installer sees to it. */
export function LinkSetting() {
  const t = useText();
  const { offerDialLinks } = useStores();
  if (!offerDialLinks) return null;
  return (
    <>
      <span>{t('lines.links.title')}</span>
      <div>
        <button type="button" className="button button--small" onClick={offerDialLinks}>
          {t('lines.links.offer')}
        </button>
        <p className="settings__hint">{t('lines.links.hint')}</p>
      </div>
    </>
  );
}
