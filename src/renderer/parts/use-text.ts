import type { ParseKeys, TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

/** Name of a screen, as the rail says it. */
export type ScreenName = Extract<ParseKeys, `${string}.screen`>;

/** Texts of the current language; keys are checked against the Chinese catalogue. */
export function useText(): TFunction {
  return useTranslation().t;
}
