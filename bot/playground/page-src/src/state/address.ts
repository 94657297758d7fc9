/** Who I am, where I am and the theme, as the page's address keeps them. */
export interface Address {
  as: string | null;
  channel: string | null;
  tab: 'messages' | 'home';
  thread: string | null;
}

export function readAddress(): Address {
  const query = new URLSearchParams(window.location.search);
  return {
    as: query.get('as'),
    channel: query.get('channel'),
    tab: query.get('tab') === 'home' ? 'home' : 'messages',
    thread: query.get('thread'),
  };
}

export function writeAddress(address: Address): void {
  const query = new URLSearchParams(window.location.search);
  const set = (name: string, value: string | null): void => {
    if (value) query.set(name, value);
    else query.delete(name);
  };
  set('as', address.as);
  set('channel', address.channel);
  set('tab', address.tab === 'home' ? 'home' : null);
  set('thread', address.thread);
  const text = query.toString();
  window.history.replaceState(null, '', text ? `?${text}` : window.location.pathname);
}

export const presentTheme = (): 'light' | 'dark' =>
  document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';

export function keepTheme(theme: 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme;
  try {
    window.localStorage.setItem('theme', theme);
  } catch {
    return;
  }
}
