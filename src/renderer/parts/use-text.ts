import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

/** Texts of the current language; keys are checked against the Chinese catalogue. */
export function useText(): TFunction {
  return useTranslation().t;
}
