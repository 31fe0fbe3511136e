import { textScales } from '../../shared/kept/view.ts';
import { Segments } from '../ui/segments.tsx';
import { useView } from './desk-context.ts';
import { useText } from './use-text.ts';

/** Light or night, and how large: kept on this PC, whoever is signed in, and before anybody is. */
export function LookSettings() {
  const t = useText();
  const view = useView((state) => state);
  const themes = [
    { value: 'light', label: t('settings.light') },
    { value: 'night', label: t('settings.night') },
  ] as const;
  const scales = textScales.map((scale) => ({ value: scale, label: `${scale}%` }));
  return (
    <>
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
    </>
  );
}
