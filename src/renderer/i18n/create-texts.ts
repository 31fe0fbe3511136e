import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, zhCn } from './catalogues.ts';

/** The page's texts in `language`. React does the escaping. */
export async function createTexts(language: string): Promise<i18n> {
  const texts = createInstance();
  await texts.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCn }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  return texts;
}
