import { type ThemeConfig, theme as themes } from 'antd';
import type { TextScale, Theme } from '../stores/view-store.ts';

const palettes = {
  light: {
    accent: '#0a6c8f',
    ink: '#12262f',
    ink2: '#435964',
    hint: '#5d727c',
    card: '#ffffff',
    raised: '#ffffff',
    line: '#b9c9d0',
    soft: '#e3f1f6',
    fault: '#b92c25',
    disabled: '#f7fafb',
  },
  night: {
    accent: '#5cb8d8',
    ink: '#e2edf1',
    ink2: '#b1c5ce',
    hint: '#8ca5b0',
    card: '#131f25',
    raised: '#1a2a32',
    line: '#3a545e',
    soft: '#15343f',
    fault: '#f28b84',
    disabled: '#172830',
  },
} as const;

/** Ant Design in our colours and sizes; the same values as `ui/tokens.css`. */
export function deskTheme(theme: Theme, textScale: TextScale): ThemeConfig {
  const colours = palettes[theme];
  const scaled = (px: number) => Math.round((px * textScale) / 100);
  return {
    algorithm: theme === 'night' ? themes.darkAlgorithm : themes.defaultAlgorithm,
    token: {
      colorPrimary: colours.accent,
      colorError: colours.fault,
      colorText: colours.ink,
      colorTextPlaceholder: colours.hint,
      colorTextDisabled: colours.ink2,
      colorTextDescription: colours.hint,
      colorBgContainer: colours.card,
      colorBgContainerDisabled: colours.disabled,
      colorBgElevated: colours.raised,
      colorBorder: colours.line,
      borderRadius: 4,
      fontSize: scaled(13),
      controlHeight: scaled(32),
      fontFamily: 'var(--font)',
      motion: false,
      boxShadowSecondary: 'var(--lift)',
    },
    components: { Select: { optionSelectedBg: colours.soft, optionActiveBg: colours.disabled } },
  };
}
