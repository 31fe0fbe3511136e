import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zhCn } from './catalogues.ts';

/** The page's texts. React does the escaping. */
export async function createTexts(): Promise<i18n> {
  const texts = createInstance();
  await texts.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCn } },
    interpolation: { escapeValue: false },
  });
  return texts;
}
