/** Light or night as the computer or the telephone is set, also while the page is open: these pages keep nothing of their own about it. */
export function followTheme(): void {
  const night = matchMedia('(prefers-color-scheme: dark)');
  const dress = () => {
    document.documentElement.dataset['theme'] = night.matches ? 'night' : 'light';
  };
  dress();
  night.addEventListener('change', dress);
}
